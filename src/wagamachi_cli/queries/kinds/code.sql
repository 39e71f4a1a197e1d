-- What each code is used for: a household, how many sessions, requests for help and visits.
SELECT
  c.id,
  EXISTS (SELECT 1 FROM household AS h WHERE h.code_id = c.id AND h.removed IS NULL) AS household,
  (
    SELECT count(*)
    FROM session_code AS l
    JOIN session AS s ON s.id = l.session_id
    WHERE l.code_id = c.id AND s.removed IS NULL
  ) AS sessions,
  (SELECT count(*) FROM request AS r WHERE r.for_id = c.id AND r.removed IS NULL) AS requests,
  (SELECT count(*) FROM consultant_visit AS v WHERE v.for_id = c.id AND v.removed IS NULL) AS visits
FROM code AS c
