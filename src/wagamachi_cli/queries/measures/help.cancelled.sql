-- Requests for help, by the time at which they were withdrawn.
SELECT
  'request' AS kind, r.id, r.cancelled_from AS on_from, r.cancelled_to AS on_to, 1 AS counts, r.task AS key, r.task,
  r.source, a.name AS area
FROM request AS r
LEFT JOIN area AS a ON a.id = r.area_id
WHERE r.removed IS NULL AND r.cancelled_from IS NOT NULL
