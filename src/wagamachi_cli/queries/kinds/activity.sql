-- The status of each activity on :at, from its history; when it ended; whether it was there.
WITH past AS (
  SELECT
    activity_id,
    event,
    row_number() OVER (PARTITION BY activity_id ORDER BY on_from DESC, on_to DESC, id DESC) AS back
  FROM activity_event
  WHERE removed IS NULL AND on_from <= :at
), ended AS (
  SELECT activity_id, min(on_from) AS closed_from, min(on_to) AS closed_to
  FROM activity_event
  WHERE removed IS NULL AND event = 'closed'
  GROUP BY activity_id
)
SELECT
  a.id,
  ended.closed_from,
  ended.closed_to,
  CASE
    WHEN ended.closed_from <= :at THEN 'closed'
    WHEN past.event = 'suspended' THEN 'suspended'
    ELSE 'active'
  END AS status,
  a.started_from <= :at AND coalesce(ended.closed_from > :at, 1) AS there
FROM activity AS a
LEFT JOIN past ON past.activity_id = a.id AND past.back = 1
LEFT JOIN ended ON ended.activity_id = a.id
