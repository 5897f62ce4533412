-- Who was active: participants and events by the day on which the action happened (UTC).
SELECT
  tenant_id,
  CAST(occurred_at AS DATE) AS day,
  count(DISTINCT participant_id) AS active_participants,
  count(*) AS events
FROM accepted_events
WHERE award IS NULL -- prizes arrive as events too, but nobody did anything
GROUP BY tenant_id, day
ORDER BY tenant_id, day
