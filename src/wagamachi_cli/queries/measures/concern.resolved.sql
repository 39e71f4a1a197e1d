-- Concerns, by the time at which they were resolved.
SELECT 'concern' AS kind, c.id, c.resolved_from AS on_from, c.resolved_to AS on_to, 1 AS counts, NULL AS key, a.name AS area
FROM concern AS c
LEFT JOIN consultant AS k ON k.id = c.consultant_id
LEFT JOIN area AS a ON a.id = coalesce(c.area_id, k.area_id)
WHERE c.removed IS NULL AND c.resolved_from IS NOT NULL
