-- Lay consultants, from their registration until they retired. One of whom that is unknown was there by the first
-- day on which something that they did is recorded.
SELECT
  'consultant' AS kind, c.id, c.registered_from AS on_from,
  CASE WHEN c.registered_to < '2100-03-31' THEN c.registered_to ELSE min(
    coalesce((SELECT min(+s.on_to) FROM consultant_visit AS s WHERE s.consultant_id = c.id AND s.removed IS NULL), '2100-03-31'),
    coalesce((SELECT min(+s.on_to) FROM concern AS s WHERE s.consultant_id = c.id AND s.removed IS NULL), '2100-03-31')
  ) END AS on_to,
  c.retired_from AS end_from, c.retired_to AS end_to,
  c.registered_to >= '2100-03-31' AS seen, 1 AS counts, NULL AS key, a.name AS area
FROM consultant AS c
LEFT JOIN area AS a ON a.id = c.area_id
WHERE c.removed IS NULL
