-- Hearings; a month's total counts as often as it says.
SELECT
  'hearing' AS kind, v.id, v.on_from, v.on_to, v.times AS counts, NULL AS key, v.by AS way, a.name AS area
FROM hearing AS v
LEFT JOIN household AS h ON h.id = v.household_id
LEFT JOIN area AS a ON a.id = h.area_id
WHERE v.removed IS NULL
