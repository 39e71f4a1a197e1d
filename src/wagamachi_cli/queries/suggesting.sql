-- Every helper registered on :today for a request: able or not, near or not, when last asked, how busy.
SELECT
  h.id,
  h.name,
  a.name AS area,
  EXISTS (SELECT 1 FROM helper_can AS c WHERE c.helper_id = h.id AND c.value = r.task) AS able,
  h.area_id IS NOT NULL AND h.area_id = r.area_id AS near,
  (
    SELECT k.answer FROM request_ask AS k
    WHERE k.helper_id = h.id AND k.request_id = r.id AND k.removed IS NULL
    ORDER BY k.on_from DESC, k.id DESC LIMIT 1
  ) AS answer,
  EXISTS (
    SELECT 1 FROM request_helper AS l WHERE l.helper_id = h.id AND l.request_id = r.id
  ) AS matched,
  (
    SELECT count(*) FROM request_helper AS l
    JOIN request AS o ON o.id = l.request_id
    WHERE l.helper_id = h.id AND o.removed IS NULL AND o.id <> r.id
      AND coalesce(o.done_from, o.unmet_from, o.cancelled_from) IS NULL
  ) AS busy,
  d.last_asked_from,
  d.last_asked_to
FROM helper AS h
JOIN request AS r ON r.id = :request
JOIN derived AS d ON d.id = h.id
LEFT JOIN area AS a ON a.id = h.area_id
WHERE h.removed IS NULL AND d.there
ORDER BY able DESC, answer IS 'no', near DESC, d.last_asked_from IS NOT NULL, d.last_asked_from, busy, h.kana, h.name
