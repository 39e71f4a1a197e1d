-- Activities, by the time at which they started; `key` is the trend's category, the one above if there is one.
SELECT
  'activity' AS kind, v.id, v.started_from AS on_from, v.started_to AS on_to, 1 AS counts,
  coalesce(o.parent, v.category) AS key, coalesce(o.parent, v.category) AS category,
  c.name AS council, a.name AS area
FROM activity AS v
LEFT JOIN choice AS o ON o.field = 'category' AND o.code = v.category
LEFT JOIN council AS c ON c.id = v.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  v.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(l.area_id) END FROM council_area AS l WHERE l.council_id = v.council_id)
)
WHERE v.removed IS NULL
