-- The 100 highest balances, as the ledger's lines add up to them.
SELECT tenant_id, participant_id, CAST(sum(delta) AS BIGINT) AS balance, CAST(sum(points) AS BIGINT) AS granted
FROM points_outcomes
GROUP BY tenant_id, participant_id
ORDER BY balance DESC, tenant_id, participant_id
LIMIT 100
