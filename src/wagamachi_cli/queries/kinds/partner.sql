-- Whom each partner works with.
SELECT
  p.id,
  (
    SELECT json_group_array(name)
    FROM (
      SELECT coalesce(c.name, a.name) AS name
      FROM partner_link AS l
      LEFT JOIN council AS c ON c.id = l.council_id
      LEFT JOIN activity AS a ON a.id = l.activity_id
      WHERE l.partner_id = p.id AND l.removed IS NULL
      ORDER BY l.start_from, l.id
    )
  ) AS links
FROM partner AS p
