-- What waits or is unusual, without being wrong: a code, the id of the record, its name and time, how many.
SELECT
  CASE m.status WHEN 'planned' THEN 'meeting_unconfirmed' ELSE 'meeting_unattended' END AS code,
  m.id,
  coalesce(m.title, CASE :language WHEN 'en' THEN k.label_en ELSE k.label_ja END) AS name,
  m.on_from,
  m.on_to,
  1 AS count
FROM meeting AS m
JOIN choice AS k ON k.field = 'meeting_kind' AND k.code = m.kind
WHERE m.removed IS NULL AND m.on_to < :today
  AND (m.status = 'planned' OR (m.status = 'held' AND m.attendees IS NULL))
UNION ALL
SELECT 'activity_before_council', a.id, a.name, a.started_from, a.started_to, 1
FROM activity AS a
JOIN council AS c ON c.id = a.council_id
WHERE a.removed IS NULL AND a.started_to < c.established_from
UNION ALL
SELECT 'session_before_council', a.id, a.name, min(s.on_from), max(s.on_to), sum(coalesce(s.times, 1))
FROM session AS s
JOIN activity AS a ON a.id = s.activity_id
JOIN council AS c ON c.id = a.council_id
WHERE s.removed IS NULL AND s.on_to < c.established_from
  AND s.on_from < (SELECT max(established_from) FROM council)
GROUP BY a.id
UNION ALL
SELECT 'concern_old', id, NULL, on_from, on_to, julianday(:today) - julianday(on_from)
FROM concern
WHERE removed IS NULL AND resolved_from IS NULL AND on_from < :concerns_since
UNION ALL
SELECT 'request_old', id, NULL, on_from, on_to, julianday(:today) - julianday(on_from)
FROM request
WHERE removed IS NULL AND coalesce(done_from, unmet_from, cancelled_from) IS NULL AND on_from < :requests_since
UNION ALL
SELECT 'referral_old', id, NULL, on_from, on_to, julianday(:today) - julianday(on_from)
FROM referral
WHERE removed IS NULL AND coalesce(declined_from, done_from) IS NULL AND on_from < :referrals_since
UNION ALL
SELECT 'event_unclosed', id, name, on_from, on_to, 1
FROM event
WHERE removed IS NULL AND coalesce(closed_from, cancelled_from) IS NULL AND on_to < :today
UNION ALL
SELECT 'consultants_idle', NULL, NULL, NULL, NULL, count(*)
FROM consultant AS c
WHERE removed IS NULL AND registered_from <= :today AND coalesce(retired_from > :today, 1)
  AND id NOT IN (
    SELECT consultant_id
    FROM consultant_visit
    WHERE removed IS NULL AND on_from <= :today
      AND (on_from > :idle_since OR on_from <> on_to AND on_to > :idle_since)
  )
  AND id NOT IN (
    SELECT consultant_id
    FROM concern
    WHERE removed IS NULL AND consultant_id IS NOT NULL AND on_from <= :today
      AND (on_from > :idle_since OR on_from <> on_to AND on_to > :idle_since)
  )
  AND id NOT IN (
    SELECT l.consultant_id
    FROM meeting_consultant AS l
    JOIN meeting AS m ON m.id = l.meeting_id
    WHERE m.removed IS NULL AND m.status = 'held' AND m.on_from <= :today
      AND (m.on_from > :idle_since OR m.on_from <> m.on_to AND m.on_to > :idle_since)
  )
HAVING count(*) > 0
ORDER BY code, on_from, id
