-- Concerns, from when they came in until they were resolved.
SELECT
  'concern' AS kind, c.id, c.on_from, c.on_to, c.resolved_from AS end_from, c.resolved_to AS end_to,
  1 AS counts, NULL AS key, a.name AS area
FROM concern AS c
LEFT JOIN consultant AS k ON k.id = c.consultant_id
LEFT JOIN area AS a ON a.id = coalesce(c.area_id, k.area_id)
WHERE c.removed IS NULL
