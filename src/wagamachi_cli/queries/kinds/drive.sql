-- What came in at each drive.
SELECT
  d.id,
  coalesce(sum(l.qty), 0) AS items,
  CASE WHEN count(l.id) = 0 THEN 0 ELSE sum(l.grams) END AS weight_kg,
  (
    SELECT json_group_array(name)
    FROM (
      SELECT o.name
      FROM partner_link AS l
      JOIN partner AS o ON o.id = l.partner_id
      WHERE l.drive_id = d.id AND l.removed IS NULL
      ORDER BY l.id
    )
  ) AS partners
FROM drive AS d
LEFT JOIN lot AS l ON l.drive_id = d.id AND l.removed IS NULL
GROUP BY d.id
