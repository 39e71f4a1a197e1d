-- Referrals, from when the household was referred until they were done or declined.
SELECT
  'referral' AS kind, r.id, r.on_from, r.on_to, coalesce(r.declined_from, r.done_from) AS end_from,
  coalesce(r.declined_to, r.done_to) AS end_to, 1 AS counts, NULL AS key, p.kind AS partner_kind, a.name AS area
FROM referral AS r
JOIN partner AS p ON p.id = r.to_id
JOIN household AS h ON h.id = r.household_id
LEFT JOIN area AS a ON a.id = h.area_id
WHERE r.removed IS NULL
