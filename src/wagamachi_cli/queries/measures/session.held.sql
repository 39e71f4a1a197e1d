-- Sessions; a month's total counts as often as it says.
SELECT
  'session' AS kind, s.id, s.on_from, s.on_to, coalesce(s.times, 0) AS counts, s.times IS NULL AS unsaid,
  coalesce(o.parent, v.category) AS key, coalesce(o.parent, v.category) AS category,
  c.name AS council, a.name AS area
FROM session AS s
JOIN activity AS v ON v.id = s.activity_id
LEFT JOIN choice AS o ON o.field = 'category' AND o.code = v.category
LEFT JOIN council AS c ON c.id = v.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  v.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(l.area_id) END FROM council_area AS l WHERE l.council_id = v.council_id)
)
WHERE s.removed IS NULL
