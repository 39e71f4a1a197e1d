-- The food that each movement is about.
SELECT m.id, l.item
FROM movement AS m
JOIN lot AS l ON l.id = m.lot_id
