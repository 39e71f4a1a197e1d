-- Councils, from when they were established until they were closed; one of several areas stands in each.
SELECT
  'council' AS kind, c.id, c.established_from AS on_from, c.established_to AS on_to,
  c.closed_from AS end_from, c.closed_to AS end_to, 1 AS counts, NULL AS key, c.name AS council,
  (
    SELECT json_group_array(a.name)
    FROM council_area AS l
    JOIN area AS a ON a.id = l.area_id
    WHERE l.council_id = c.id
  ) AS areas
FROM council AS c
WHERE c.removed IS NULL AND c.established_from IS NOT NULL
