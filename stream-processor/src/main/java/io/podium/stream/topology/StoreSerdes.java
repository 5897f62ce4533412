package io.podium.stream.topology;

import io.podium.rules.contest.ScoreVelocity;
import io.podium.rules.contest.ScoreVelocityCodec;
import io.podium.rules.contest.Standing;
import io.podium.rules.contest.StandingCodec;
import io.podium.schemas.binary.StateSerde;
import io.podium.schemas.json.JsonSerde;
import io.podium.schemas.query.EvaluatedEvent;
import io.podium.schemas.query.EvaluatedEventCodec;
import io.podium.schemas.query.ScoredEvent;
import io.podium.schemas.query.ScoredEventCodec;
import io.podium.stream.leaderboard.ContestStatus;
import io.podium.stream.ledger.LedgerValue;
import io.podium.stream.ledger.LedgerValueCodec;
import io.podium.stream.ledger.StoredParticipant;
import io.podium.stream.ledger.StoredParticipantCodec;
import org.apache.kafka.common.serialization.Serde;

/** How state stands in its stores: in bytes where each event touches it, else in JSON. */
public final class StoreSerdes {
    public static final Serde<StoredParticipant> PARTICIPANTS =
            new StateSerde<>(StoredParticipant.class, new StoredParticipantCodec());
    public static final Serde<EvaluatedEvent> EVENT_RESULTS =
            new StateSerde<>(EvaluatedEvent.class, new EvaluatedEventCodec());
    public static final Serde<LedgerValue> LEDGER = new StateSerde<>(LedgerValue.class, new LedgerValueCodec());
    public static final Serde<Standing> STANDINGS = new StateSerde<>(Standing.class, new StandingCodec());
    public static final Serde<ScoreVelocity> CONDUCT = new StateSerde<>(ScoreVelocity.class, new ScoreVelocityCodec());
    public static final Serde<ContestStatus> CONTESTS = new JsonSerde<>(ContestStatus.class);
    public static final Serde<ScoredEvent> CONTEST_RESULTS =
            new StateSerde<>(ScoredEvent.class, new ScoredEventCodec());

    private StoreSerdes() {}
}
