-- Lay consultants, from their registration until they retired.
SELECT
  'consultant' AS kind, c.id, c.registered_from AS on_from, c.registered_to AS on_to,
  c.retired_from AS end_from, c.retired_to AS end_to, 1 AS counts, NULL AS key, a.name AS area
FROM consultant AS c
LEFT JOIN area AS a ON a.id = c.area_id
WHERE c.removed IS NULL
