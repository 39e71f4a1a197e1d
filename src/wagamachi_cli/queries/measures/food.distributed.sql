-- Food that households were given, line by line of their visits: pieces, and grams where it was weighed.
SELECT
  'distribution' AS kind, v.id, v.on_from, v.on_to, n.qty, n.grams, NULL AS key, l.category AS food_category,
  p.name AS donor, p.kind AS partner_kind, c.name AS council, a.name AS area
FROM distribution AS v
CROSS JOIN distribution_line AS n ON n.distribution_id = v.id
JOIN lot AS l ON l.id = n.lot_id
LEFT JOIN partner AS p ON p.id = l.donor_id
LEFT JOIN household AS h ON h.id = v.household_id
LEFT JOIN event AS e ON e.id = v.event_id
LEFT JOIN council AS c ON c.id = e.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  h.area_id,
  e.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(x.area_id) END FROM council_area AS x WHERE x.council_id = e.council_id)
)
WHERE v.removed IS NULL
