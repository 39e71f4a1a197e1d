-- Whether each link was in force on :at.
SELECT id, coalesce(start_from <= :at, 1) AND coalesce(end_to >= :at, 1) AS there
FROM partner_link
