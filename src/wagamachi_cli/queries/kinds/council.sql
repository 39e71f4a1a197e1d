-- The status of each council on :at, and whether it was there.
SELECT
  id,
  CASE
    WHEN closed_from <= :at THEN 'closed'
    WHEN established_from <= :at THEN 'active'
    WHEN established_from IS NOT NULL OR preparing THEN 'preparing'
    ELSE 'active'
  END AS status,
  coalesce(established_from <= :at, NOT preparing) AND coalesce(closed_from > :at, 1) AS there
FROM council
