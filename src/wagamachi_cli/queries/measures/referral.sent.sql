-- Referrals, by the day on which the household was referred.
SELECT
  'referral' AS kind, r.id, r.on_from, r.on_to, 1 AS counts, NULL AS key, p.kind AS partner_kind, a.name AS area
FROM referral AS r
JOIN partner AS p ON p.id = r.to_id
JOIN household AS h ON h.id = r.household_id
LEFT JOIN area AS a ON a.id = h.area_id
WHERE r.removed IS NULL
