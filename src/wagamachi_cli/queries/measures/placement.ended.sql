-- Placements, by the time at which they ended.
SELECT
  'placement' AS kind, p.id, p.end_from AS on_from, p.end_to AS on_to, 1 AS counts, p.layer AS key,
  p.layer, c.name AS council, a.name AS area
FROM placement AS p
LEFT JOIN council AS c ON c.id = p.council_id
LEFT JOIN area AS a ON a.id = p.area_id
WHERE p.removed IS NULL AND p.end_from IS NOT NULL
