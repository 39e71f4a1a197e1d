-- Where concerns were taken, each time anew.
SELECT
  'relay' AS kind, r.id, r.on_from, r.on_to, 1 AS counts, NULL AS key,
  CASE WHEN r.partner_id IS NOT NULL THEN 'partner' WHEN r.council_id IS NOT NULL THEN 'council' ELSE 'coordinator' END
    AS target,
  p.kind AS partner_kind, o.name AS council, a.name AS area
FROM concern_relay AS r
JOIN concern AS c ON c.id = r.concern_id AND c.removed IS NULL
LEFT JOIN consultant AS k ON k.id = c.consultant_id
LEFT JOIN partner AS p ON p.id = r.partner_id
LEFT JOIN council AS o ON o.id = r.council_id
LEFT JOIN area AS a ON a.id = coalesce(c.area_id, k.area_id)
WHERE r.removed IS NULL
