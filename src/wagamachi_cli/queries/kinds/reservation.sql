-- How each reservation stands: taken back, served by a visit, or not come by the end of the event.
WITH known AS (
  SELECT
    r.id,
    coalesce(r.cancelled_from, e.cancelled_from) AS cancelled,
    e.closed_from AS closed,
    (
      SELECT min(d.on_from)
      FROM distribution AS d
      WHERE d.event_id = r.event_id AND d.household_id = r.household_id AND d.removed IS NULL
    ) AS served
  FROM reservation AS r
  JOIN event AS e ON e.id = r.event_id
)
SELECT
  id,
  CASE
    WHEN cancelled IS NOT NULL THEN 'cancelled'
    WHEN served IS NOT NULL THEN 'served'
    WHEN closed IS NOT NULL THEN 'no_show'
    ELSE 'booked'
  END AS status,
  coalesce(cancelled, served, closed) AS settled_from,
  coalesce(cancelled, served, closed) AS settled_to
FROM known
