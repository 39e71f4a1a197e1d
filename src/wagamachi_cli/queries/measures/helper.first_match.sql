-- Helpers, by the time at which they were first matched with a request.
WITH matched AS (
  SELECT
    l.helper_id, r.matched_from, r.matched_to,
    row_number() OVER (PARTITION BY l.helper_id ORDER BY r.matched_from, r.matched_to, r.id) AS nth
  FROM request_helper AS l
  JOIN request AS r ON r.id = l.request_id
  WHERE r.removed IS NULL AND r.matched_from IS NOT NULL
)
SELECT
  'helper' AS kind, h.id, m.matched_from AS on_from, m.matched_to AS on_to, 1 AS counts, NULL AS key,
  h.found_by, (SELECT json_group_array(t.value) FROM helper_can AS t WHERE t.helper_id = h.id) AS tasks,
  a.name AS area
FROM matched AS m
JOIN helper AS h ON h.id = m.helper_id
LEFT JOIN area AS a ON a.id = h.area_id
WHERE m.nth = 1 AND h.removed IS NULL
