-- People who completed courses, where the number is known.
SELECT 'course' AS kind, id, on_from, on_to, completed AS counts, NULL AS key
FROM course
WHERE removed IS NULL AND completed IS NOT NULL
