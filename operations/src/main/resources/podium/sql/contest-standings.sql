-- The ranks of each contest: the final ones of a completed contest, else by the last score of each participant. Of equal
-- scores the one that arrived earlier stands first; the leaderboard itself goes by the order in its own log, which can
-- differ where two arrive within some milliseconds.
WITH final AS (
  SELECT
    tenant_id,
    contest_id,
    CAST(place ->> '$.rank' AS BIGINT) AS rank,
    place ->> '$.participant_id' AS participant_id,
    CAST(place ->> '$.score' AS DECIMAL(38, 9)) AS score,
    place -> '$.prize' AS prize
  FROM (
    SELECT tenant_id, contest_id, unnest(CAST("rows" AS JSON[])) AS place
    FROM contest_standings
    WHERE state = 'completed'
  )
),
latest AS (
  SELECT
    tenant_id,
    contest_id,
    participant_id,
    arg_max(score, kafka_offset) AS score,
    coalesce(
      arg_max(kafka_timestamp, kafka_offset) FILTER (delta <> 0),
      arg_min(kafka_timestamp, kafka_offset)
    ) AS reached_at
  FROM contest_outcomes -- all of a participant are in one partition, in their order
  WHERE new_rank IS NOT NULL
  GROUP BY ALL
),
running AS (
  SELECT
    tenant_id,
    contest_id,
    row_number() OVER (
      PARTITION BY tenant_id, contest_id
      ORDER BY score DESC, reached_at, participant_id
    ) AS rank,
    participant_id,
    score,
    CAST(NULL AS JSON) AS prize
  FROM latest
  WHERE (tenant_id, contest_id) NOT IN (SELECT (tenant_id, contest_id) FROM final)
)
SELECT * FROM final
UNION ALL
SELECT * FROM running
ORDER BY tenant_id, contest_id, rank
