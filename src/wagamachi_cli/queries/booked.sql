-- The households that have reserved for event :event and were neither served nor have they cancelled.
SELECT h.id, h.code
FROM reservation AS r
JOIN household AS h ON h.id = r.household_id
JOIN event AS e ON e.id = r.event_id
WHERE
  r.event_id = :event AND r.removed IS NULL AND r.cancelled_from IS NULL AND e.cancelled_from IS NULL
  AND NOT EXISTS (
    SELECT 1
    FROM distribution AS d
    WHERE d.event_id = r.event_id AND d.household_id = r.household_id AND d.removed IS NULL
  )
ORDER BY r.id
