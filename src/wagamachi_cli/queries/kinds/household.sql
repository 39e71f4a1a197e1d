-- When each household came for the first time, and since when nothing was written down of it or is open.
WITH seen AS (
  SELECT household_id, on_from, on_to, 1 AS visit, 0 AS open FROM distribution WHERE removed IS NULL
  UNION ALL
  SELECT household_id, on_from, on_to, 0, 0 FROM reservation WHERE removed IS NULL
  UNION ALL
  SELECT household_id, on_from, on_to, 0, 0 FROM hearing WHERE removed IS NULL
  UNION ALL
  SELECT household_id, on_from, coalesce(done_to, declined_to, on_to), 0, coalesce(done_to, declined_to) IS NULL
  FROM referral
  WHERE removed IS NULL
)
SELECT
  household_id AS id,
  min(CASE WHEN visit THEN on_from END) AS first_visit_from,
  min(CASE WHEN visit THEN on_from END) AS first_visit_to,
  CASE WHEN max(open) = 0 THEN max(on_to) END AS last_seen_from,
  CASE WHEN max(open) = 0 THEN max(on_to) END AS last_seen_to
FROM seen
WHERE household_id IS NOT NULL
GROUP BY household_id
