-- Lay consultants, for six months after each visit or concern, as long as they are registered; each counts once. A
-- time known in part has to lie in them as a whole: they end six months after its first day.
WITH happened AS (
  SELECT consultant_id, on_from, on_to
  FROM consultant_visit
  WHERE removed IS NULL AND on_from <= :until
    AND on_from >= date(:since, '-6 months', '-3 days')
  UNION ALL
  SELECT consultant_id, on_from, on_to
  FROM concern
  WHERE removed IS NULL AND consultant_id IS NOT NULL AND on_from <= :until
    AND on_from >= date(:since, '-6 months', '-3 days')
), stretches AS MATERIALIZED (
  -- A month that lacks the day (31 August and six months) ends it: the earlier of the two.
  SELECT
    consultant_id, on_from, on_to,
    min(date(on_from, '+6 months'), date(on_from, 'start of month', '+7 months')) AS ends
  FROM happened
)
SELECT
  'consultant' AS kind, c.id,
  max(s.on_from, c.registered_from) AS on_from,
  max(s.on_to, CASE WHEN c.registered_to < '2100-03-31' THEN c.registered_to ELSE s.on_to END) AS on_to,
  min(s.ends, coalesce(c.retired_from, s.ends)) AS end_from,
  min(s.ends, coalesce(c.retired_to, s.ends)) AS end_to,
  1 AS counts, NULL AS key, c.id AS who, a.name AS area
FROM stretches AS s
JOIN consultant AS c ON c.id = s.consultant_id
LEFT JOIN area AS a ON a.id = c.area_id
WHERE c.removed IS NULL
