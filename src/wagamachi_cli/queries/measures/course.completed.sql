-- People who completed courses for consultants, where the number is known.
SELECT 'course' AS kind, id, on_from, on_to, completed AS counts, NULL AS key
FROM course
WHERE removed IS NULL
  AND (kind IS NULL OR kind IN (SELECT code FROM choice WHERE field = 'course_kind' AND 'consultant' IN (code, parent)))
  AND completed IS NOT NULL
