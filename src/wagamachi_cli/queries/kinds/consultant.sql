-- The status of each consultant on :at, when they were last active, and whether they were there.
WITH activity AS (
  SELECT consultant_id, on_from, on_to FROM consultant_visit WHERE removed IS NULL AND on_from <= :at
  UNION ALL
  SELECT consultant_id, on_from, on_to FROM concern
  WHERE removed IS NULL AND consultant_id IS NOT NULL AND on_from <= :at
  UNION ALL
  SELECT l.consultant_id, m.on_from, m.on_to
  FROM meeting_consultant AS l
  JOIN meeting AS m ON m.id = l.meeting_id
  WHERE m.removed IS NULL AND m.status = 'held' AND m.on_from <= :at
), latest AS (
  SELECT consultant_id, on_from, on_to,
    row_number() OVER (PARTITION BY consultant_id ORDER BY on_to DESC, on_from DESC) AS back
  FROM activity
)
SELECT
  c.id,
  CASE WHEN c.retired_from <= :at THEN 'retired' ELSE 'active' END AS status,
  latest.on_from AS last_active_from,
  latest.on_to AS last_active_to,
  c.registered_from <= :at AND coalesce(c.retired_from > :at, 1) AS there
FROM consultant AS c
LEFT JOIN latest ON latest.consultant_id = c.id AND latest.back = 1
