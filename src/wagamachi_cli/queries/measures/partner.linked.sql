-- Links of partners with councils and activities, from when until when; in force on the last day too. One whose
-- beginning is unknown began by the day from which on the council or activity was there.
SELECT
  'link' AS kind, l.id,
  coalesce(l.start_from, '1912-07-30') AS on_from,
  CASE WHEN l.start_to < '2100-03-31' THEN l.start_to ELSE coalesce(o.established_to, v.started_to, '2100-03-31') END
    AS on_to,
  date(l.end_from, '+1 day') AS end_from, date(l.end_to, '+1 day') AS end_to,
  coalesce(l.start_to, '2100-03-31') >= '2100-03-31' AS seen, 1 AS counts, NULL AS key, p.kind AS partner_kind,
  c.name AS council, a.name AS area
FROM partner_link AS l
JOIN partner AS p ON p.id = l.partner_id
LEFT JOIN activity AS v ON v.id = l.activity_id
LEFT JOIN council AS o ON o.id = l.council_id
LEFT JOIN council AS c ON c.id = coalesce(l.council_id, v.council_id)
LEFT JOIN area AS a ON a.id = coalesce(
  p.area_id,
  v.area_id,
  (SELECT CASE count(*) WHEN 1 THEN min(x.area_id) END FROM council_area AS x WHERE x.council_id = c.id)
)
WHERE l.removed IS NULL AND coalesce(l.council_id, l.activity_id) IS NOT NULL
