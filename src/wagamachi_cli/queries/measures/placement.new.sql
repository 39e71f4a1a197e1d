-- Placements, by the time at which they began.
SELECT
  'placement' AS kind, p.id, p.start_from AS on_from, p.start_to AS on_to, 1 AS counts, p.layer AS key,
  p.layer, c.name AS council, a.name AS area
FROM placement AS p
LEFT JOIN council AS c ON c.id = p.council_id
LEFT JOIN area AS a ON a.id = p.area_id
WHERE p.removed IS NULL
