-- What is in stock on the evening of :at, the lots that should leave first on top. A lot without pieces
-- that still has grams was weighed wrongly: it is shown, so that nothing is missing from the sum.
WITH entry AS (
  SELECT id AS lot_id, on_from AS day, qty, grams FROM lot WHERE removed IS NULL
  UNION ALL
  SELECT l.lot_id, d.on_from, -l.qty, -l.grams
  FROM distribution_line AS l
  JOIN distribution AS d ON d.id = l.distribution_id
  WHERE d.removed IS NULL
  UNION ALL
  SELECT
    lot_id,
    on_from,
    CASE kind WHEN 'found' THEN qty ELSE -qty END,
    CASE kind WHEN 'found' THEN grams ELSE -grams END
  FROM movement
  WHERE removed IS NULL
), held AS (
  SELECT lot_id, sum(qty) AS qty, sum(grams) AS grams FROM entry WHERE day <= :at GROUP BY lot_id
)
SELECT
  l.id,
  l.item,
  h.qty,
  l.unit,
  CASE WHEN l.grams IS NOT NULL THEN h.grams END AS grams,
  l.on_from,
  l.best_before_from,
  l.best_before_to,
  l.use_by_from,
  l.use_by_to,
  CASE
    WHEN coalesce(l.use_by_to, l.best_before_to) < :at THEN 'expired'
    WHEN coalesce(l.use_by_to, l.best_before_to) <= date(:at, '+' || :soon || ' days') THEN 'soon'
    ELSE 'ok'
  END AS state
FROM held AS h
JOIN lot AS l ON l.id = h.lot_id
WHERE
  l.removed IS NULL AND (h.qty <> 0 OR (l.grams IS NOT NULL AND h.grams <> 0))
  AND (:until IS NULL OR coalesce(l.use_by_to, l.best_before_to) <= :until)
ORDER BY
  coalesce(l.use_by_to, l.best_before_to) IS NULL, coalesce(l.use_by_to, l.best_before_to), l.on_from, l.id
