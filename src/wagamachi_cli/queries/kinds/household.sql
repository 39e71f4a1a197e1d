-- When each household came for the first time.
SELECT household_id AS id, min(on_from) AS first_visit_from, min(on_from) AS first_visit_to
FROM distribution
WHERE removed IS NULL AND household_id IS NOT NULL
GROUP BY household_id
