-- Requests for help, by the time at which it was clear that nobody could.
SELECT
  'request' AS kind, r.id, r.unmet_from AS on_from, r.unmet_to AS on_to, 1 AS counts, r.task AS key, r.task,
  r.source, r.reason, a.name AS area
FROM request AS r
LEFT JOIN area AS a ON a.id = r.area_id
WHERE r.removed IS NULL AND r.unmet_from IS NOT NULL
