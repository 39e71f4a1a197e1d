-- Links with partners, by the time at which they began.
SELECT
  'link' AS kind, l.id, l.start_from AS on_from, l.start_to AS on_to, 1 AS counts, NULL AS key,
  c.name AS council, a.name AS area
FROM partner_link AS l
JOIN partner AS p ON p.id = l.partner_id AND p.removed IS NULL
LEFT JOIN council AS c ON c.id = l.council_id
LEFT JOIN area AS a ON a.id = p.area_id
WHERE l.removed IS NULL AND l.start_from IS NOT NULL
