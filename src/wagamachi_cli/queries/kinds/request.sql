-- How each request stands, and when it ended.
SELECT
  r.id,
  CASE
    WHEN r.done_from IS NOT NULL THEN 'done'
    WHEN r.unmet_from IS NOT NULL THEN 'unmet'
    WHEN r.cancelled_from IS NOT NULL THEN 'cancelled'
    WHEN EXISTS (SELECT 1 FROM request_helper AS l WHERE l.request_id = r.id) THEN 'matched'
    ELSE 'open'
  END AS status,
  coalesce(r.done_from, r.unmet_from, r.cancelled_from) AS closed_from,
  coalesce(r.done_to, r.unmet_to, r.cancelled_to) AS closed_to
FROM request AS r
