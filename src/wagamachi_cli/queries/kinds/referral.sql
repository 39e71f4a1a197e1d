-- How each referral stands, when it was settled, and how many days it took or has been waiting on :at.
WITH settled AS (
  SELECT id, on_to, coalesce(declined_to, done_to) AS day FROM referral
)
SELECT
  r.id,
  CASE
    WHEN r.done_from IS NOT NULL THEN 'done'
    WHEN r.declined_from IS NOT NULL THEN 'declined'
    WHEN r.accepted_from IS NOT NULL THEN 'accepted'
    ELSE 'sent'
  END AS status,
  s.day AS settled_from,
  s.day AS settled_to,
  CAST(julianday(coalesce(s.day, :at)) - julianday(r.on_to) AS INTEGER) AS age_days
FROM referral AS r
JOIN settled AS s ON s.id = r.id
