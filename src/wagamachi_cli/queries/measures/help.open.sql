-- Requests for help, from when they were taken until they ended.
SELECT
  'request' AS kind, r.id, r.on_from, r.on_to,
  coalesce(r.done_from, r.unmet_from, r.cancelled_from) AS end_from,
  coalesce(r.done_to, r.unmet_to, r.cancelled_to) AS end_to,
  1 AS counts, r.task AS key, r.task, r.source, a.name AS area
FROM request AS r
LEFT JOIN area AS a ON a.id = r.area_id
WHERE r.removed IS NULL
