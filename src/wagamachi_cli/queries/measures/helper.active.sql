-- Helpers on the register, from when until when.
SELECT
  'helper' AS kind, h.id, h.registered_from AS on_from, h.registered_to AS on_to,
  h.retired_from AS end_from, h.retired_to AS end_to, 1 AS counts, NULL AS key,
  h.found_by, (SELECT json_group_array(t.value) FROM helper_can AS t WHERE t.helper_id = h.id) AS tasks,
  a.name AS area
FROM helper AS h
LEFT JOIN area AS a ON a.id = h.area_id
WHERE h.removed IS NULL
