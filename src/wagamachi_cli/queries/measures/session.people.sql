-- Who came to sessions: by roster a row a person; without one what an activity states, of which the largest counts.
WITH came AS (
  SELECT s.id, s.activity_id, s.on_from, s.on_to, 'code ' || l.code_id AS who, 1 AS counts
  FROM session AS s
  JOIN session_code AS l ON l.session_id = s.id
  WHERE s.removed IS NULL
  UNION ALL
  SELECT s.id, s.activity_id, s.on_from, s.on_to, 'activity ' || s.activity_id, s.unique_people
  FROM session AS s
  WHERE s.removed IS NULL AND s.unique_people IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM session_code AS l WHERE l.session_id = s.id)
)
SELECT
  'session' AS kind, s.id, s.on_from, s.on_to, s.counts, s.who,
  coalesce(o.parent, v.category) AS key, coalesce(o.parent, v.category) AS category,
  c.name AS council, a.name AS area
FROM came AS s
JOIN activity AS v ON v.id = s.activity_id
LEFT JOIN choice AS o ON o.field = 'category' AND o.code = v.category
LEFT JOIN council AS c ON c.id = v.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  v.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(l.area_id) END FROM council_area AS l WHERE l.council_id = v.council_id)
)
