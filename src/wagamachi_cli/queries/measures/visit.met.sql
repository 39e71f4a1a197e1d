-- Visits, calls and checks that met somebody.
SELECT
  'visit' AS kind, v.id, v.on_from, v.on_to, v.times AS counts, v.kind AS key, v.kind AS visit_kind, a.name AS area
FROM consultant_visit AS v
JOIN consultant AS k ON k.id = v.consultant_id
LEFT JOIN area AS a ON a.id = k.area_id
WHERE v.removed IS NULL AND NOT coalesce(v.absent, 0)
