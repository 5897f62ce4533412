-- How far participants come in each challenge: began it, came half way with each of its objectives begun, completed it.
WITH objectives AS (
  SELECT tenant_id, challenge_id, participant_id, objective_id, max("to" / target) AS share
  FROM challenge_outcomes
  WHERE target > 0
  GROUP BY ALL
),
participants AS (
  SELECT tenant_id, challenge_id, participant_id, min(share) AS least, count(*) FILTER (share > 0) AS begun
  FROM objectives
  GROUP BY ALL
),
completed AS (
  SELECT DISTINCT tenant_id, challenge_id, participant_id
  FROM challenge_outcomes
  WHERE challenge_completed
)
SELECT
  tenant_id,
  challenge_id,
  count(*) FILTER (begun > 0) AS began,
  count(*) FILTER (least >= 0.5) AS half_way,
  count(completed.participant_id) AS completed
FROM participants
LEFT JOIN completed USING (tenant_id, challenge_id, participant_id)
GROUP BY tenant_id, challenge_id
ORDER BY tenant_id, challenge_id
