-- Grams of each lot that are in stock, from each evening on which that changed to the next, where it was weighed.
WITH entry AS (
  SELECT id AS lot_id, on_from AS day, grams AS came FROM lot WHERE removed IS NULL AND grams IS NOT NULL
  UNION ALL
  SELECT n.lot_id, v.on_from, -n.grams
  FROM distribution_line AS n
  JOIN distribution AS v ON v.id = n.distribution_id
  WHERE v.removed IS NULL AND n.grams IS NOT NULL
  UNION ALL
  SELECT lot_id, on_from, CASE kind WHEN 'found' THEN grams ELSE -grams END
  FROM movement
  WHERE removed IS NULL AND grams IS NOT NULL
), evening AS (
  SELECT
    lot_id, day,
    sum(sum(came)) OVER (PARTITION BY lot_id ORDER BY day) AS held,
    lead(day) OVER (PARTITION BY lot_id ORDER BY day) AS until
  FROM entry
  GROUP BY lot_id, day
)
SELECT
  'lot' AS kind, l.id, s.day AS on_from, s.day AS on_to, s.until AS end_from, s.until AS end_to, s.held AS counts,
  NULL AS key, l.category AS food_category, p.name AS donor, p.kind AS partner_kind
FROM evening AS s
JOIN lot AS l ON l.id = s.lot_id
LEFT JOIN partner AS p ON p.id = l.donor_id
WHERE l.removed IS NULL AND s.held <> 0
