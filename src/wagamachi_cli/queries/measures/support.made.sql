-- The coordinator's own work, by the time at which it was done.
SELECT
  'support' AS kind, s.id, s.on_from, s.on_to, s.times AS counts, s.function AS key, s.function, s.by AS way,
  CASE WHEN s.council_id IS NOT NULL THEN 'council' WHEN s.activity_id IS NOT NULL THEN 'activity' ELSE 'partner' END
    AS target,
  c.name AS council, a.name AS area
FROM support AS s
LEFT JOIN activity AS v ON v.id = s.activity_id
LEFT JOIN partner AS p ON p.id = s.partner_id
LEFT JOIN council AS c ON c.id = coalesce(s.council_id, v.council_id)
LEFT JOIN area AS a ON a.id = coalesce(
  v.area_id,
  p.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(x.area_id) END FROM council_area AS x WHERE x.council_id = c.id)
)
WHERE s.removed IS NULL
