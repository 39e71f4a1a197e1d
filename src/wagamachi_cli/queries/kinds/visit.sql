-- Whether somebody was met.
SELECT id, CASE WHEN absent THEN 0 ELSE 1 END AS met
FROM consultant_visit
