-- People who would like to help, by survey.
SELECT 'survey' AS kind, s.id, s.on_from, s.on_to, s.willing AS counts, NULL AS key, a.name AS area
FROM survey AS s
LEFT JOIN area AS a ON a.id = s.area_id
WHERE s.removed IS NULL AND s.willing IS NOT NULL
