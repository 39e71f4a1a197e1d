-- Councils, by the time at which they were closed; one of several areas belongs to none alone.
SELECT
  'council' AS kind, c.id, c.closed_from AS on_from, c.closed_to AS on_to, 1 AS counts, NULL AS key,
  c.name AS council,
  (
    SELECT CASE count(*) WHEN 1 THEN min(a.name) WHEN 0 THEN NULL ELSE 'several' END
    FROM council_area AS l
    JOIN area AS a ON a.id = l.area_id
    WHERE l.council_id = c.id
  ) AS area
FROM council AS c
WHERE c.removed IS NULL AND c.closed_from IS NOT NULL
