-- Survey sheets sent out.
SELECT 'survey' AS kind, s.id, s.on_from, s.on_to, s.sent AS counts, NULL AS key, a.name AS area
FROM survey AS s
LEFT JOIN area AS a ON a.id = s.area_id
WHERE s.removed IS NULL AND s.sent IS NOT NULL
