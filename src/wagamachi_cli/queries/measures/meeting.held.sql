-- Meetings held, neither planned nor cancelled; one of several councils counts once, and stands in each row.
SELECT
  'meeting' AS kind, m.id, m.on_from, m.on_to, coalesce(m.times, 0) AS counts, m.times IS NULL AS unsaid,
  m.kind AS key, m.kind AS meeting_kind, m.mode,
  (
    SELECT json_group_array(c.name)
    FROM meeting_council AS l
    JOIN council AS c ON c.id = l.council_id
    WHERE l.meeting_id = m.id
  ) AS councils,
  (
    SELECT json_group_array(a.name)
    FROM area AS a
    WHERE a.id = m.area_id OR m.area_id IS NULL AND a.id IN (
      SELECT x.area_id
      FROM meeting_council AS l
      JOIN council_area AS x ON x.council_id = l.council_id
      WHERE l.meeting_id = m.id
    )
  ) AS areas
FROM meeting AS m
WHERE m.removed IS NULL AND m.status = 'held'
