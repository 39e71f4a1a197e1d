-- How the people of each session are known: by roster, by what the activity states, or not at all.
SELECT
  s.on_from, s.on_to, coalesce(s.times, 1) AS times,
  CASE
    WHEN EXISTS (SELECT 1 FROM session_code AS l WHERE l.session_id = s.id) THEN 'roster'
    WHEN s.unique_people IS NOT NULL THEN 'stated'
    ELSE 'unknown'
  END AS known
FROM session AS s
WHERE s.removed IS NULL
