-- The first visit of each household, as far as is recorded.
SELECT
  'distribution' AS kind, v.id, v.on_from, v.on_to, 1 AS counts, NULL AS key,
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
WHERE v.removed IS NULL AND v.household_id IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM distribution AS b
    WHERE
      b.household_id = v.household_id AND b.removed IS NULL
      AND b.on_from <= v.on_from AND (b.on_from < v.on_from OR b.id < v.id)
  )
