-- Sessions of courses for consultants; a course without a number counts once.
SELECT 'course' AS kind, id, on_from, on_to, coalesce(sessions, 1) AS counts, NULL AS key
FROM course
WHERE removed IS NULL
  AND (kind IS NULL OR kind IN (SELECT code FROM choice WHERE field = 'course_kind' AND 'consultant' IN (code, parent)))
