-- Minutes that requests took, where they are known, by the time at which they were done.
SELECT
  'request' AS kind, r.id, r.done_from AS on_from, r.done_to AS on_to, r.minutes AS counts, r.task AS key, r.task,
  r.source, a.name AS area
FROM request AS r
LEFT JOIN area AS a ON a.id = r.area_id
WHERE r.removed IS NULL AND r.done_from IS NOT NULL AND r.minutes IS NOT NULL
