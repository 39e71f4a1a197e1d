-- Days on which a pantry event was held: it was closed, or somebody was served at it. Two on one day are one.
SELECT
  'event' AS kind, e.id, e.on_from, e.on_to, 1 AS counts, NULL AS key, e.on_from AS who, c.name AS council, a.name AS area
FROM event AS e
LEFT JOIN council AS c ON c.id = e.council_id
LEFT JOIN area AS a ON a.id = coalesce(
  e.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(x.area_id) END FROM council_area AS x WHERE x.council_id = e.council_id)
)
WHERE
  e.removed IS NULL AND e.cancelled_from IS NULL
  AND (
    e.closed_from IS NOT NULL
    OR EXISTS (SELECT 1 FROM distribution AS v WHERE v.event_id = e.id AND v.removed IS NULL)
  )
