-- What is in stock of each lot, from each evening on which that changed to the next: pieces, and grams where it
-- was weighed. What changed up to :since is taken together, lot by lot.
WITH moved AS (
  SELECT
    lot_id, on_from AS day, CASE kind WHEN 'found' THEN qty ELSE -qty END AS qty,
    CASE kind WHEN 'found' THEN grams ELSE -grams END AS grams
  FROM movement
  WHERE removed IS NULL
), given_before AS (
  SELECT n.lot_id, max(v.on_from) AS day, -sum(n.qty) AS qty, -sum(n.grams) AS grams
  FROM distribution_line AS n
  CROSS JOIN distribution AS v ON v.id = n.distribution_id
  WHERE v.removed IS NULL AND v.on_from <= :since
  GROUP BY n.lot_id
), given_since AS (
  SELECT n.lot_id, v.on_from AS day, -n.qty AS qty, -n.grams AS grams
  FROM distribution AS v
  CROSS JOIN distribution_line AS n ON n.distribution_id = v.id
  WHERE v.removed IS NULL AND v.on_from > :since
), change AS (
  SELECT lot_id, max(day) AS day, sum(qty) AS qty, sum(grams) AS grams
  FROM (
    SELECT id AS lot_id, on_from AS day, qty, grams FROM lot WHERE removed IS NULL AND on_from <= :since
    UNION ALL
    SELECT * FROM given_before
    UNION ALL
    SELECT * FROM moved WHERE day <= :since
  )
  GROUP BY lot_id
  UNION ALL
  SELECT id, on_from, qty, grams FROM lot WHERE removed IS NULL AND on_from > :since
  UNION ALL
  SELECT * FROM given_since
  UNION ALL
  SELECT * FROM moved WHERE day > :since
), evening AS (
  SELECT lot_id, day, sum(sum(qty)) OVER days AS qty, sum(sum(grams)) OVER days AS grams, lead(day) OVER days AS until
  FROM change
  GROUP BY lot_id, day
  WINDOW days AS (PARTITION BY lot_id ORDER BY day)
)
SELECT
  'lot' AS kind, l.id, s.day AS on_from, s.day AS on_to, s.until AS end_from, s.until AS end_to,
  nullif(s.qty, 0) AS qty, nullif(s.grams, 0) AS grams, NULL AS key, l.category AS food_category,
  p.name AS donor, p.kind AS partner_kind
FROM evening AS s
JOIN lot AS l ON l.id = s.lot_id
LEFT JOIN partner AS p ON p.id = l.donor_id
WHERE l.removed IS NULL
