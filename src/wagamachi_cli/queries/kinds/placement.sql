-- Whether each placement was in force on :at.
SELECT id, start_from <= :at AND coalesce(end_to >= :at, 1) AS there
FROM placement
