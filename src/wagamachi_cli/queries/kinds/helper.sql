-- What each helper has done, when they were last asked and last helped, and whether they were there on :at.
WITH asked AS (
  SELECT helper_id, on_from, on_to,
    row_number() OVER (PARTITION BY helper_id ORDER BY on_from DESC, on_to DESC) AS back
  FROM (
    SELECT helper_id, on_from, on_to FROM request_ask WHERE removed IS NULL
    UNION ALL
    SELECT l.helper_id, r.matched_from, r.matched_to
    FROM request_helper AS l
    JOIN request AS r ON r.id = l.request_id
    WHERE r.removed IS NULL AND r.matched_from IS NOT NULL
  )
), helped AS (
  SELECT l.helper_id, count(*) OVER (PARTITION BY l.helper_id) AS done, r.done_from, r.done_to,
    row_number() OVER (PARTITION BY l.helper_id ORDER BY r.done_from DESC, r.done_to DESC) AS back
  FROM request_helper AS l
  JOIN request AS r ON r.id = l.request_id
  WHERE r.removed IS NULL AND r.done_from IS NOT NULL
)
SELECT
  h.id,
  CASE WHEN h.retired_from <= :at THEN 'retired' ELSE 'active' END AS status,
  coalesce(helped.done, 0) AS done,
  asked.on_from AS last_asked_from,
  asked.on_to AS last_asked_to,
  helped.done_from AS last_helped_from,
  helped.done_to AS last_helped_to,
  h.registered_from <= :at AND coalesce(h.retired_from > :at, 1) AS there
FROM helper AS h
LEFT JOIN asked ON asked.helper_id = h.id AND asked.back = 1
LEFT JOIN helped ON helped.helper_id = h.id AND helped.back = 1
