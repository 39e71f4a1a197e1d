-- Stretches in which activities ran: from the start or a return until whatever came next. One whose start is
-- unknown began by the first day on which something of it is recorded.
WITH story AS (
  SELECT
    a.id AS activity_id, 'started' AS event, a.started_from AS on_from,
    CASE WHEN a.started_to < '2100-03-31' THEN a.started_to ELSE min(
      coalesce((SELECT min(+s.on_to) FROM session AS s WHERE s.activity_id = a.id AND s.removed IS NULL), '2100-03-31'),
      coalesce((SELECT min(+s.on_to) FROM contact AS s WHERE s.activity_id = a.id AND s.removed IS NULL), '2100-03-31'),
      coalesce((SELECT min(+s.on_to) FROM intro AS s WHERE s.activity_id = a.id AND s.removed IS NULL), '2100-03-31'),
      coalesce((SELECT min(+s.on_to) FROM activity_event AS s WHERE s.activity_id = a.id AND s.removed IS NULL), '2100-03-31')
    ) END AS on_to,
    a.started_to >= '2100-03-31' AS seen, 0 AS nth
  FROM activity AS a
  WHERE a.removed IS NULL
  UNION ALL
  SELECT activity_id, event, on_from, on_to, 0, id FROM activity_event WHERE removed IS NULL
), stretches AS (
  SELECT
    activity_id, event, on_from, on_to, seen,
    lead(on_from) OVER each AS end_from,
    lead(on_to) OVER each AS end_to
  FROM story
  WINDOW each AS (PARTITION BY activity_id ORDER BY nth > 0, on_from, on_to, nth)
)
SELECT
  'activity' AS kind, v.id, s.on_from, s.on_to, s.end_from, s.end_to, s.seen, 1 AS counts,
  coalesce(o.parent, v.category) AS key, coalesce(o.parent, v.category) AS category,
  c.name AS council, a.name AS area
FROM stretches AS s
JOIN activity AS v ON v.id = s.activity_id AND v.removed IS NULL
LEFT JOIN choice AS o ON o.field = 'category' AND o.code = v.category
LEFT JOIN council AS c ON c.id = v.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  v.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(l.area_id) END FROM council_area AS l WHERE l.council_id = v.council_id)
)
WHERE s.event IN ('started', 'resumed')
