-- Food that was donated, lot by lot: pieces, and grams where it was weighed.
SELECT
  'lot' AS kind, l.id, l.on_from, l.on_to, l.qty, l.grams, NULL AS key, l.category AS food_category,
  p.name AS donor, p.kind AS partner_kind, c.name AS council, a.name AS area
FROM lot AS l
LEFT JOIN partner AS p ON p.id = l.donor_id
LEFT JOIN drive AS d ON d.id = l.drive_id
LEFT JOIN council AS c ON c.id = d.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  d.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(x.area_id) END FROM council_area AS x WHERE x.council_id = d.council_id)
)
WHERE l.removed IS NULL
