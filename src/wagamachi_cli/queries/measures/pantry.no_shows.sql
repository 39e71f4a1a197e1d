-- Reservations that nobody came for, by the day of their event, once it is closed.
SELECT
  'reservation' AS kind, v.id, e.on_from, e.on_to, 1 AS counts, NULL AS key, c.name AS council, a.name AS area
FROM event AS e
CROSS JOIN reservation AS v ON v.event_id = e.id
JOIN household AS h ON h.id = v.household_id
LEFT JOIN council AS c ON c.id = e.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  h.area_id,
  e.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(x.area_id) END FROM council_area AS x WHERE x.council_id = e.council_id)
)
WHERE
  v.removed IS NULL AND v.cancelled_from IS NULL AND e.removed IS NULL AND e.closed_from IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM distribution AS d
    WHERE d.event_id = v.event_id AND d.household_id = v.household_id AND d.removed IS NULL
  )
