-- Sessions of courses; a course without a number counts once.
SELECT 'course' AS kind, id, on_from, on_to, coalesce(sessions, 1) AS counts, NULL AS key
FROM course
WHERE removed IS NULL
