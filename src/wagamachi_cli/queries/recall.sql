-- Whom the food of lot :lot reached: households by visits, partners by what was passed on.
SELECT household, event, day, qty, passed_to, id
FROM (
  SELECT
    h.code AS household,
    e.name AS event,
    d.on_from AS day,
    l.qty,
    NULL AS passed_to,
    d.id
  FROM distribution_line AS l
  JOIN distribution AS d ON d.id = l.distribution_id
  JOIN household AS h ON h.id = d.household_id
  LEFT JOIN event AS e ON e.id = d.event_id
  WHERE l.lot_id = :lot AND d.removed IS NULL
  UNION ALL
  SELECT NULL, NULL, m.on_from, m.qty, p.name, m.id
  FROM movement AS m
  JOIN partner AS p ON p.id = m.to_id
  WHERE m.lot_id = :lot AND m.removed IS NULL
)
ORDER BY day, household IS NULL, household, id
