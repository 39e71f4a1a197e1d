-- What is offered in surveys, task by task.
SELECT 'survey' AS kind, s.id, s.on_from, s.on_to, l.count AS counts, l.value AS key, l.value AS task, a.name AS area
FROM survey_offer AS l
JOIN survey AS s ON s.id = l.survey_id
LEFT JOIN area AS a ON a.id = s.area_id
WHERE s.removed IS NULL
