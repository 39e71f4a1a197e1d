-- Helpers, by the time at which they were first matched with a request.
SELECT
  'helper' AS kind, h.id, r.matched_from AS on_from, r.matched_to AS on_to, 1 AS counts, NULL AS key,
  h.found_by, (SELECT json_group_array(t.value) FROM helper_can AS t WHERE t.helper_id = h.id) AS tasks,
  a.name AS area
FROM request AS r
CROSS JOIN request_helper AS l ON l.request_id = r.id
JOIN helper AS h ON h.id = l.helper_id
LEFT JOIN area AS a ON a.id = h.area_id
WHERE r.removed IS NULL AND r.matched_from IS NOT NULL AND h.removed IS NULL
  AND NOT EXISTS (
    SELECT 1
    FROM request_helper AS k
    JOIN request AS b ON b.id = k.request_id
    WHERE
      k.helper_id = l.helper_id AND b.removed IS NULL
      AND (b.matched_from, b.matched_to, b.id, k.id) < (r.matched_from, r.matched_to, r.id, l.id)
  )
