-- Lay consultants, by the time at which they retired.
SELECT
  'consultant' AS kind, c.id, c.retired_from AS on_from, c.retired_to AS on_to, 1 AS counts, NULL AS key, a.name AS area
FROM consultant AS c
LEFT JOIN area AS a ON a.id = c.area_id
WHERE c.removed IS NULL AND c.retired_from IS NOT NULL
