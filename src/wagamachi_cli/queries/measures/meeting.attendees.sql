-- People at meetings held, where the number is known.
SELECT
  'meeting' AS kind, m.id, m.on_from, m.on_to, m.attendees AS counts, m.kind AS key, m.kind AS meeting_kind,
  (
    SELECT CASE count(*) WHEN 1 THEN min(c.name) WHEN 0 THEN NULL ELSE 'several' END
    FROM meeting_council AS l
    JOIN council AS c ON c.id = l.council_id
    WHERE l.meeting_id = m.id
  ) AS council,
  a.name AS area
FROM meeting AS m
LEFT JOIN area AS a ON a.id = m.area_id
WHERE m.removed IS NULL AND m.status = 'held' AND m.attendees IS NOT NULL
