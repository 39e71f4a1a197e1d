-- Links of partners with councils and activities, by the time at which they began.
SELECT
  'link' AS kind, l.id, l.start_from AS on_from, l.start_to AS on_to, 1 AS counts, NULL AS key,
  p.kind AS partner_kind, c.name AS council, a.name AS area
FROM partner_link AS l
JOIN partner AS p ON p.id = l.partner_id
LEFT JOIN activity AS v ON v.id = l.activity_id
LEFT JOIN council AS c ON c.id = coalesce(l.council_id, v.council_id)
LEFT JOIN area AS a ON a.id = coalesce(
  p.area_id,
  v.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(x.area_id) END FROM council_area AS x WHERE x.council_id = c.id)
)
WHERE l.removed IS NULL AND coalesce(l.council_id, l.activity_id) IS NOT NULL AND l.start_from IS NOT NULL
