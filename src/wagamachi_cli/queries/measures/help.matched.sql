-- Requests for help, by the time at which a helper was found.
SELECT
  'request' AS kind, r.id, r.matched_from AS on_from, r.matched_to AS on_to, 1 AS counts, r.task AS key, r.task,
  r.source, a.name AS area
FROM request AS r
LEFT JOIN area AS a ON a.id = r.area_id
WHERE r.removed IS NULL AND r.matched_from IS NOT NULL
