-- Occasions at which care prevention was joined, also where nobody was introduced.
SELECT
  'intro' AS kind, s.id, s.on_from, s.on_to, coalesce(s.times, 0) AS counts, s.times IS NULL AS unsaid, s.program AS key, s.program,
  coalesce(o.parent, v.category) AS category, c.name AS council, a.name AS area
FROM intro AS s
LEFT JOIN activity AS v ON v.id = s.activity_id
LEFT JOIN choice AS o ON o.field = 'category' AND o.code = v.category
LEFT JOIN council AS c ON c.id = v.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  v.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(l.area_id) END FROM council_area AS l WHERE l.council_id = v.council_id)
)
WHERE s.removed IS NULL
