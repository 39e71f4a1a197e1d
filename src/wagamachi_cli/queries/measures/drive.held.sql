-- Food drives, by the time at which they began.
SELECT
  'drive' AS kind, d.id, d.on_from, d.on_to, 1 AS counts, NULL AS key, c.name AS council, a.name AS area
FROM drive AS d
LEFT JOIN council AS c ON c.id = d.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  d.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(x.area_id) END FROM council_area AS x WHERE x.council_id = d.council_id)
)
WHERE d.removed IS NULL
