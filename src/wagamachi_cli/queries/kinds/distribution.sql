-- How many people each visit was for, whether it had been reserved, and what was given.
SELECT
  d.id,
  CASE
    WHEN coalesce(d.adults, d.children, d.seniors) IS NULL THEN NULL
    ELSE coalesce(d.adults, 0) + coalesce(d.children, 0) + coalesce(d.seniors, 0)
  END AS people,
  CASE
    WHEN d.event_id IS NOT NULL THEN d.collected_by_id IS NULL AND NOT EXISTS (
      SELECT 1
      FROM reservation AS r
      WHERE
        r.event_id = d.event_id AND r.household_id = d.household_id
        AND r.removed IS NULL AND r.cancelled_from IS NULL
    )
  END AS walk_in,
  (
    SELECT json_group_array(json_object('lot', lot, 'item', item, 'qty', qty, 'grams', grams))
    FROM (
      SELECT l.id AS lot, l.item, n.qty, n.grams
      FROM distribution_line AS n
      JOIN lot AS l ON l.id = n.lot_id
      WHERE n.distribution_id = d.id
      ORDER BY n.id
    )
  ) AS lines
FROM distribution AS d
