-- Rests of activities: from the suspension until whatever came next in the same history.
WITH story AS (
  SELECT
    activity_id, event, on_from, on_to,
    lead(on_from) OVER each AS end_from,
    lead(on_to) OVER each AS end_to
  FROM activity_event
  WHERE removed IS NULL
  WINDOW each AS (PARTITION BY activity_id ORDER BY on_from, on_to, id)
)
SELECT
  'activity' AS kind, v.id, s.on_from, s.on_to, s.end_from, s.end_to, 1 AS counts,
  coalesce(o.parent, v.category) AS key, coalesce(o.parent, v.category) AS category,
  c.name AS council, a.name AS area
FROM story AS s
JOIN activity AS v ON v.id = s.activity_id AND v.removed IS NULL
LEFT JOIN choice AS o ON o.field = 'category' AND o.code = v.category
LEFT JOIN council AS c ON c.id = v.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  v.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(l.area_id) END FROM council_area AS l WHERE l.council_id = v.council_id)
)
WHERE s.event = 'suspended'
