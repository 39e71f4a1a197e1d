-- The members of each household at its visits, by age; an unknown number is left out.
SELECT
  'distribution' AS kind, v.id, v.on_from, v.on_to, v.people AS counts, v.age AS key, v.age,
  c.name AS council, a.name AS area
FROM (
  SELECT *, 'adults' AS age, adults AS people FROM distribution
  UNION ALL
  SELECT *, 'children', children FROM distribution
  UNION ALL
  SELECT *, 'seniors', seniors FROM distribution
) AS v
LEFT JOIN household AS h ON h.id = v.household_id
LEFT JOIN event AS e ON e.id = v.event_id
LEFT JOIN council AS c ON c.id = e.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  h.area_id,
  e.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(x.area_id) END FROM council_area AS x WHERE x.council_id = e.council_id)
)
WHERE v.removed IS NULL AND v.people > 0
