-- Helpers on the register, from when until when. One of whom the beginning is unknown was there by the first day on
-- which they were matched with a request.
SELECT
  'helper' AS kind, h.id, h.registered_from AS on_from,
  CASE WHEN h.registered_to < '2100-03-31' THEN h.registered_to ELSE coalesce((
    SELECT min(r.matched_to)
    FROM request_helper AS l
    JOIN request AS r ON r.id = l.request_id
    WHERE l.helper_id = h.id AND r.removed IS NULL
  ), h.registered_to) END AS on_to,
  h.retired_from AS end_from, h.retired_to AS end_to,
  h.registered_to >= '2100-03-31' AS seen, 1 AS counts, NULL AS key,
  h.found_by, (SELECT json_group_array(t.value) FROM helper_can AS t WHERE t.helper_id = h.id) AS tasks,
  a.name AS area
FROM helper AS h
LEFT JOIN area AS a ON a.id = h.area_id
WHERE h.removed IS NULL
