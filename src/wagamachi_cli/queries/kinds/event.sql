-- How each event stands, how many households have reserved and how many were served.
SELECT
  e.id,
  CASE
    WHEN e.cancelled_from IS NOT NULL THEN 'cancelled'
    WHEN e.closed_from IS NOT NULL THEN 'closed'
    ELSE 'planned'
  END AS status,
  (
    SELECT count(*)
    FROM reservation AS r
    WHERE r.event_id = e.id AND r.removed IS NULL AND r.cancelled_from IS NULL
  ) AS reserved,
  (
    SELECT count(DISTINCT d.household_id)
    FROM distribution AS d
    WHERE d.event_id = e.id AND d.removed IS NULL
  ) AS served,
  coalesce(e.closed_from, e.cancelled_from) AS ended_from,
  coalesce(e.closed_to, e.cancelled_to) AS ended_to,
  (
    SELECT json_group_array(name)
    FROM (
      SELECT o.name
      FROM partner_link AS l
      JOIN partner AS o ON o.id = l.partner_id
      WHERE l.event_id = e.id AND l.removed IS NULL
      ORDER BY l.id
    )
  ) AS partners
FROM event AS e
