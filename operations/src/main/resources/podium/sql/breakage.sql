-- How points came and went, by month: change = granted - debts_paid - taken_by_rules - spent - taken_back + returned -
-- expired. Holds are part of what is spent: those that were released add up to nothing.
SELECT
  tenant_id,
  date_trunc('month', processed_at) AS month,
  CAST(sum(points) AS BIGINT) AS granted,
  CAST(coalesce(sum(points - delta) FILTER (WHERE points > 0), 0) AS BIGINT) AS debts_paid,
  CAST(coalesce(-sum(delta) FILTER (WHERE points = 0 AND kind IN ('earn', 'reward', 'prize')), 0) AS BIGINT)
    AS taken_by_rules,
  CAST(coalesce(-sum(delta) FILTER (WHERE kind IN ('deduct', 'hold')), 0) AS BIGINT) AS spent,
  CAST(coalesce(-sum(delta) FILTER (WHERE kind = 'reverse' AND delta < 0), 0) AS BIGINT) AS taken_back,
  CAST(coalesce(sum(delta) FILTER (WHERE kind = 'reverse' AND delta > 0), 0) AS BIGINT) AS returned,
  CAST(coalesce(-sum(delta) FILTER (WHERE kind = 'expire'), 0) AS BIGINT) AS expired,
  CAST(sum(delta) AS BIGINT) AS change
FROM points_outcomes
GROUP BY tenant_id, month
ORDER BY tenant_id, month
