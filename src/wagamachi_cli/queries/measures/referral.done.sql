-- Referrals of which help came, by the day of that.
SELECT
  'referral' AS kind, r.id, r.done_from AS on_from, r.done_to AS on_to, 1 AS counts, NULL AS key, p.kind AS partner_kind, a.name AS area
FROM referral AS r
JOIN partner AS p ON p.id = r.to_id
JOIN household AS h ON h.id = r.household_id
LEFT JOIN area AS a ON a.id = h.area_id
WHERE r.removed IS NULL AND r.done_from IS NOT NULL
