-- What each rule costs: points granted and who got them, by the version of the rule that was in force.
SELECT
  tenant_id,
  rule_id,
  rule_version,
  CAST(sum(points) AS BIGINT) AS points,
  count(*) AS grants,
  count(DISTINCT participant_id) AS participants
FROM points_outcomes
WHERE kind IN ('earn', 'reward', 'prize')
GROUP BY tenant_id, rule_id, rule_version
ORDER BY tenant_id, rule_id, rule_version
