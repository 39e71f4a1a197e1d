-- What cannot be: a lot below zero on an evening, or weight that is known on one side alone.
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
), evening AS (
  SELECT lot_id, day, sum(sum(qty)) OVER (PARTITION BY lot_id ORDER BY day) AS qty
  FROM entry
  GROUP BY lot_id, day
), unweighed AS (
  SELECT e.lot_id, count(*) - count(e.grams) AS missing, count(e.grams) AS known, max(e.day) AS day
  FROM entry AS e
  GROUP BY e.lot_id
)
SELECT 'below_zero' AS code, lot_id AS lot, min(day) AS day, min(qty) AS number
FROM evening
WHERE qty < 0
GROUP BY lot_id
UNION ALL
SELECT 'overweight', lot_id, max(day), sum(grams)
FROM entry
GROUP BY lot_id
HAVING sum(grams) < 0
UNION ALL
SELECT 'unweighed', lot_id, day, missing
FROM unweighed
WHERE missing > 0 AND known > 0
UNION ALL
SELECT 'stocktake', m.lot_id, m.on_from, m.opening
FROM movement AS m
WHERE
  m.removed IS NULL AND m.opening IS NOT NULL
  AND m.opening <> (
    SELECT coalesce(sum(e.qty), 0) FROM entry AS e WHERE e.lot_id = m.lot_id AND e.day < m.on_from
  )
ORDER BY code, lot
