-- What waits or is unusual, without being wrong: a code, the kind and id of the record, its name and time.
SELECT 'meeting_unconfirmed' AS code, 'meeting' AS kind, id, title AS name, on_from, on_to
FROM meeting
WHERE removed IS NULL AND status = 'planned' AND on_to < :today
UNION ALL
SELECT 'meeting_unattended', 'meeting', id, title, on_from, on_to
FROM meeting
WHERE removed IS NULL AND status = 'held' AND attendees IS NULL AND on_to < :today
UNION ALL
SELECT 'activity_before_council', 'activity', a.id, a.name, a.started_from, a.started_to
FROM activity AS a
JOIN council AS c ON c.id = a.council_id
WHERE a.removed IS NULL AND a.started_to < c.established_from
ORDER BY code, on_from, id
