-- Activities, by the time at which they ended.
SELECT
  'activity' AS kind, v.id, e.on_from, e.on_to, 1 AS counts,
  coalesce(o.parent, v.category) AS key, coalesce(o.parent, v.category) AS category,
  c.name AS council, a.name AS area
FROM activity_event AS e
JOIN activity AS v ON v.id = e.activity_id AND v.removed IS NULL
LEFT JOIN choice AS o ON o.field = 'category' AND o.code = v.category
LEFT JOIN council AS c ON c.id = v.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  v.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(l.area_id) END FROM council_area AS l WHERE l.council_id = v.council_id)
)
WHERE e.removed IS NULL AND e.event = 'closed'
