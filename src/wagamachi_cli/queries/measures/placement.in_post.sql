-- Placements, from when they began until they ended; in post on the last day too.
SELECT
  'placement' AS kind, p.id, p.start_from AS on_from, p.start_to AS on_to,
  date(p.end_from, '+1 day') AS end_from, date(p.end_to, '+1 day') AS end_to, 1 AS counts, p.layer AS key,
  p.layer, c.name AS council, a.name AS area
FROM placement AS p
LEFT JOIN council AS c ON c.id = p.council_id
LEFT JOIN area AS a ON a.id = p.area_id
WHERE p.removed IS NULL
