-- Food that was thrown away: pieces, and grams where it was weighed.
SELECT
  'movement' AS kind, m.id, m.on_from, m.on_to, m.qty, m.grams, NULL AS key, l.category AS food_category,
  p.name AS donor, p.kind AS partner_kind, m.reason AS discard_reason
FROM movement AS m
JOIN lot AS l ON l.id = m.lot_id
LEFT JOIN partner AS p ON p.id = l.donor_id
WHERE m.removed IS NULL AND m.kind = 'discarded'
