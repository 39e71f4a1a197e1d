-- How each concern stands, whom it was relayed to, and its age in days on :at or when it was resolved.
SELECT
  c.id,
  CASE
    WHEN c.resolved_from IS NOT NULL THEN 'resolved'
    WHEN EXISTS (
      SELECT 1 FROM concern_relay AS r
      WHERE r.concern_id = c.id AND r.removed IS NULL AND r.returned_from IS NULL
    ) THEN 'relayed'
    ELSE 'open'
  END AS status,
  (
    SELECT json_group_array(name)
    FROM (
      SELECT coalesce(p.name, o.name, 'coordinator') AS name
      FROM concern_relay AS r
      LEFT JOIN partner AS p ON p.id = r.partner_id
      LEFT JOIN council AS o ON o.id = r.council_id
      WHERE r.concern_id = c.id AND r.removed IS NULL
      ORDER BY r.on_from, r.id
    )
  ) AS relayed_to,
  max(0, CAST(julianday(coalesce(c.resolved_from, :at)) - julianday(c.on_from) AS INTEGER)) AS age_days
FROM concern AS c
