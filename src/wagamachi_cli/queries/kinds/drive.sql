-- What came in at each drive.
SELECT
  d.id,
  coalesce(sum(l.qty), 0) AS items,
  CASE WHEN count(l.id) = 0 THEN 0 ELSE sum(l.grams) END AS weight_kg
FROM drive AS d
LEFT JOIN lot AS l ON l.drive_id = d.id AND l.removed IS NULL
GROUP BY d.id
