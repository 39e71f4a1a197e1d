-- How often something was published or explained.
SELECT
  'outreach' AS kind, s.id, s.on_from, s.on_to, coalesce(s.times, 0) AS counts, s.times IS NULL AS unsaid, s.channel AS key, s.channel,
  c.name AS council,
  (
    SELECT json_group_array(a.name)
    FROM council_area AS l
    JOIN area AS a ON a.id = l.area_id
    WHERE l.council_id = s.council_id
  ) AS areas
FROM outreach AS s
LEFT JOIN council AS c ON c.id = s.council_id
WHERE s.removed IS NULL
