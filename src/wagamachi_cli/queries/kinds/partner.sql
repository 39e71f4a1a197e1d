-- Whom each partner works with or belongs to, and which partners belong to it on :at.
SELECT
  p.id,
  (
    SELECT json_group_array(name)
    FROM (
      SELECT coalesce(c.name, a.name, o.name, d.name, e.name) AS name
      FROM partner_link AS l
      LEFT JOIN council AS c ON c.id = l.council_id
      LEFT JOIN activity AS a ON a.id = l.activity_id
      LEFT JOIN partner AS o ON o.id = l.to_partner_id
      LEFT JOIN drive AS d ON d.id = l.drive_id
      LEFT JOIN event AS e ON e.id = l.event_id
      WHERE l.partner_id = p.id AND l.removed IS NULL
      ORDER BY l.start_from, l.id
    )
  ) AS links,
  (
    SELECT json_group_array(name)
    FROM (
      SELECT o.name
      FROM partner_link AS l
      JOIN partner AS o ON o.id = l.partner_id
      WHERE l.to_partner_id = p.id AND l.removed IS NULL AND coalesce(l.end_to >= :at, 1)
      ORDER BY o.kana IS NULL, o.kana, o.name, l.id
    )
  ) AS member_names
FROM partner AS p
