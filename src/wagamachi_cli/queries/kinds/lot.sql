-- What is left of each lot on the evening of :at, how long it is good, and when it was emptied.
WITH gone AS (
  SELECT l.lot_id, d.on_from AS day, l.qty
  FROM distribution_line AS l
  JOIN distribution AS d ON d.id = l.distribution_id
  WHERE d.removed IS NULL
  UNION ALL
  SELECT lot_id, on_from, CASE kind WHEN 'found' THEN -qty ELSE qty END
  FROM movement
  WHERE removed IS NULL
), summed AS (
  SELECT lot_id, sum(CASE WHEN day <= :at THEN qty ELSE 0 END) AS gone, sum(qty) AS gone_at_last, max(day) AS day
  FROM gone
  GROUP BY lot_id
), held AS (
  SELECT
    l.id,
    CASE WHEN l.on_from <= :at THEN l.qty ELSE 0 END - coalesce(s.gone, 0) AS left,
    CASE WHEN l.qty = s.gone_at_last THEN s.day END AS emptied,
    coalesce(l.use_by_to, l.best_before_to) AS last,
    coalesce((SELECT value FROM setting WHERE key = 'stock.soon'), '30') AS soon
  FROM lot AS l
  LEFT JOIN summed AS s ON s.lot_id = l.id
)
SELECT
  id,
  left,
  CASE
    WHEN left <= 0 THEN NULL
    WHEN last < :at THEN 'expired'
    WHEN last <= date(:at, '+' || soon || ' days') THEN 'soon'
    ELSE 'ok'
  END AS state,
  emptied AS emptied_from,
  emptied AS emptied_to
FROM held
