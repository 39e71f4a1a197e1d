-- Who helped with requests that were done; each helper counts once.
SELECT
  'request' AS kind, r.id, r.done_from AS on_from, r.done_to AS on_to, 1 AS counts, NULL AS key,
  l.helper_id AS who, r.task, h.found_by, a.name AS area
FROM request AS r
CROSS JOIN request_helper AS l ON l.request_id = r.id
JOIN helper AS h ON h.id = l.helper_id
LEFT JOIN area AS a ON a.id = h.area_id
WHERE r.removed IS NULL AND r.done_from IS NOT NULL
