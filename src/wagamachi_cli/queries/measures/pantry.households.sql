-- Households that were served, each once; of totals without codes the largest number that is stated.
SELECT
  'distribution' AS kind, v.id, v.on_from, v.on_to, coalesce(v.unique_households, 1) AS counts, NULL AS key, coalesce(v.household_id, 'stated') AS who,
  c.name AS council, a.name AS area
FROM distribution AS v
LEFT JOIN household AS h ON h.id = v.household_id
LEFT JOIN event AS e ON e.id = v.event_id
LEFT JOIN council AS c ON c.id = e.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  h.area_id,
  e.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(x.area_id) END FROM council_area AS x WHERE x.council_id = e.council_id)
)
WHERE v.removed IS NULL AND coalesce(v.household_id, v.unique_households) IS NOT NULL
