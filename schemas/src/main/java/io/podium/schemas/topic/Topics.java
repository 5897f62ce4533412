package io.podium.schemas.topic;

import io.podium.schemas.access.ApiKey;
import io.podium.schemas.access.TokenRevocation;
import io.podium.schemas.contest.ContestStandings;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.AcceptedEventReader;
import io.podium.schemas.event.AcceptedEventWriter;
import io.podium.schemas.event.HeartbeatMark;
import io.podium.schemas.event.SkippedRecord;
import io.podium.schemas.json.JsonSerde;
import io.podium.schemas.outcome.BadgeOutcome;
import io.podium.schemas.outcome.ChallengeOutcome;
import io.podium.schemas.outcome.ContestOutcome;
import io.podium.schemas.outcome.OutcomeWriters;
import io.podium.schemas.outcome.PointsOutcome;
import io.podium.schemas.outcome.PrivacyOutcome;
import io.podium.schemas.outcome.ProfileOutcome;
import io.podium.schemas.outcome.StreakOutcome;
import io.podium.schemas.outcome.TierOutcome;
import io.podium.schemas.rule.RuleVersion;
import io.podium.schemas.score.ContestScore;
import io.podium.schemas.score.ContestScoreReader;
import io.podium.schemas.score.ContestScoreWriter;
import io.podium.schemas.topic.Topic.Contents;
import io.podium.schemas.topic.Topic.Partitioning;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Every topic of Podium, in the order of the flow. */
public final class Topics {

    /** How far a producer's clock may run ahead, in ms: it bounds how far the dedup window can be pushed. */
    public static final long TIMESTAMP_AHEAD_MAX_MS = 3_600_000;

    /**
     * Most bytes of a record, which is Kafka's default; asked for by name, so that a broker with a lower one can't
     * stop a partition. Attributes, state, results and outcomes are bounded well below it.
     */
    public static final int MESSAGE_BYTES = 1024 * 1024 + 12;

    private static final String MESSAGE_BYTES_TEXT = Integer.toString(MESSAGE_BYTES);
    private static final String FOREVER = "-1";
    private static final String TENANT_PARTICIPANT = "tenant|participant";
    private static final String TENANT_CONTEST = "tenant|contest";
    /** A dead letter carries the refused record and its reasons, so it may be larger than any raw event. */
    private static final String DLQ_MESSAGE_BYTES = Integer.toString(2 * 1024 * 1024);

    private static final String DAY_MS = Long.toString(Duration.ofDays(1).toMillis());
    private static final String TWO_DAYS_MS = Long.toString(Duration.ofDays(2).toMillis());

    private static final Map<String, String> KEPT =
            Map.of("cleanup.policy", "delete", "retention.ms", FOREVER, "message.timestamp.type", "CreateTime");
    private static final Map<String, String> BOUNDED_TIME =
            Map.of("message.timestamp.after.max.ms", Long.toString(TIMESTAMP_AHEAD_MAX_MS));

    /** Where records from outside come in, whose timestamps are bounded. */
    private static final Map<String, String> ENTRY_SETTINGS = with(KEPT, BOUNDED_TIME);

    /** What the stages write. */
    private static final Map<String, String> LOG_SETTINGS = with(KEPT, Map.of("max.message.bytes", MESSAGE_BYTES_TEXT));

    /** Of which the latest record of each key counts. */
    private static final Map<String, String> TABLE_SETTINGS =
            Map.of("cleanup.policy", "compact", "max.message.bytes", MESSAGE_BYTES_TEXT);

    /** The public entry: what clients and Kafka producers send. Key: the UTF-8 idempotency key, or null. */
    public static final Topic<byte[], byte[]> RAW_EVENTS = raw(
            "raw-events",
            new Contents(
                    "raw-event",
                    "the UTF-8 idempotency key, or null",
                    "The public entry: API nodes and any Kafka producer write here. Records without value that carry "
                            + "the header heartbeat are marks of processors, which heartbeats refers to."),
            ENTRY_SETTINGS);

    /**
     * The time, which processors write and nobody else may: each record names a mark in the same partition of
     * {@code raw-events}, and when everything before it has been processed, its timestamp is the time there.
     */
    public static final Topic<byte[], HeartbeatMark> HEARTBEATS = new Topic<>(
            "heartbeats",
            Serdes.ByteArray(),
            new JsonSerde<>(HeartbeatMark.class),
            new Contents(
                    "heartbeat",
                    "null",
                    "The time that a partition of raw-events has reached. Only processors may write here."),
            Partitioning.CONFIGURED,
            with(LOG_SETTINGS, BOUNDED_TIME));

    /** What administrators order: a topic of its own, so that ACLs keep who sends events from giving points away. */
    public static final Topic<byte[], byte[]> RAW_COMMANDS = raw(
            "raw-commands",
            new Contents(
                    "raw-command",
                    "the UTF-8 idempotency key",
                    "What administrators order. Only API nodes may write here."),
            ENTRY_SETTINGS);

    /** Raw events that came under another key or in another partition than their idempotency key's. */
    public static final Topic<byte[], byte[]> REKEYED_EVENTS = raw(
            "rekeyed-events",
            new Contents(
                    "raw-event",
                    "the UTF-8 idempotency key",
                    "Raw events moved to the partition of their idempotency key. Internal."),
            LOG_SETTINGS);

    /** Invalid records, as they came, with the reasons in headers. */
    public static final Topic<byte[], byte[]> RAW_EVENTS_DLQ = raw(
            "raw-events-dlq",
            new Contents(
                    "dead-letter-reason",
                    "as it came",
                    "Invalid records, as they came. The schema is that of header dlq-reason."),
            Map.of("cleanup.policy", "delete", "retention.ms", FOREVER, "max.message.bytes", DLQ_MESSAGE_BYTES));

    /** First events of their key, keyed {@code tenant|participant}. */
    public static final Topic<String, AcceptedEvent> ACCEPTED_EVENTS = data(
            "accepted-events",
            new JsonSerde<>(AcceptedEvent.class, new AcceptedEventReader(), new AcceptedEventWriter()),
            new Contents(
                    "accepted-event",
                    TENANT_PARTICIPANT,
                    "The first event of each key, and heartbeats (records without value)."));

    /** Contest scores, keyed {@code tenant|contest}. */
    public static final Topic<String, ContestScore> CONTEST_SCORES = data(
            "contest-scores",
            new JsonSerde<>(ContestScore.class, new ContestScoreReader(), new ContestScoreWriter()),
            new Contents(
                    "contest-score",
                    TENANT_CONTEST,
                    "What evaluation reports to the leaderboard, and heartbeats (records without value). Internal."));

    public static final Topic<String, PointsOutcome> POINTS_OUTCOMES = data(
            "points-outcomes",
            new JsonSerde<>(PointsOutcome.class, OutcomeWriters::write),
            new Contents("points-outcome", TENANT_PARTICIPANT, "Points that came or went: the ledger."));

    public static final Topic<String, ChallengeOutcome> CHALLENGE_OUTCOMES = data(
            "challenge-outcomes",
            new JsonSerde<>(ChallengeOutcome.class, OutcomeWriters::write),
            new Contents("challenge-outcome", TENANT_PARTICIPANT, "Progress of objectives."));

    public static final Topic<String, StreakOutcome> STREAK_OUTCOMES = data(
            "streak-outcomes",
            new JsonSerde<>(StreakOutcome.class),
            new Contents("streak-outcome", TENANT_PARTICIPANT, "Streaks that changed."));

    public static final Topic<String, BadgeOutcome> BADGE_OUTCOMES = data(
            "badge-outcomes",
            new JsonSerde<>(BadgeOutcome.class),
            new Contents("badge-outcome", TENANT_PARTICIPANT, "Badges earned."));

    public static final Topic<String, TierOutcome> TIER_OUTCOMES = data(
            "tier-outcomes",
            new JsonSerde<>(TierOutcome.class),
            new Contents("tier-outcome", TENANT_PARTICIPANT, "Tiers reached."));

    /** What is known of participants as persons; the latest record of each is the profile. */
    public static final Topic<String, ProfileOutcome> PROFILES = new Topic<>(
            "profiles",
            Serdes.String(),
            new JsonSerde<>(ProfileOutcome.class),
            new Contents("profile-outcome", TENANT_PARTICIPANT, "Participants as persons; compacted."),
            Partitioning.CONFIGURED,
            TABLE_SETTINGS);

    public static final Topic<String, PrivacyOutcome> PRIVACY_OUTCOMES = data(
            "privacy-outcomes",
            new JsonSerde<>(PrivacyOutcome.class),
            new Contents("privacy-outcome", TENANT_PARTICIPANT, "Participants that were erased."));

    public static final Topic<String, ContestOutcome> CONTEST_OUTCOMES = data(
            "contest-outcomes",
            new JsonSerde<>(ContestOutcome.class, OutcomeWriters::write),
            new Contents("contest-outcome", TENANT_PARTICIPANT, "Contest scores and ranks."));

    /** Steps in the life of contests and their final ranks, keyed {@code tenant|contest}. */
    public static final Topic<String, ContestStandings> CONTEST_STANDINGS = data(
            "contest-standings",
            new JsonSerde<>(ContestStandings.class),
            new Contents("contest-standings", TENANT_CONTEST, "Steps in the life of contests, and final ranks."));

    /** Rule definitions, all versions, keyed {@code tenant|kind|id|effective_from}. */
    public static final Topic<String, RuleVersion> RULES = table(
            "rules",
            new JsonSerde<>(RuleVersion.class),
            new Contents(
                    "rule-version", "tenant|kind|id|effective_from", "All versions of all definitions; compacted."));

    /** API keys, keyed by the secret's SHA-256. */
    public static final Topic<String, ApiKey> API_KEYS = table(
            "api-keys",
            new JsonSerde<>(ApiKey.class),
            new Contents("api-key", "SHA-256 of the key, in hex", "API keys by hash; compacted."));

    /** Participants whose tokens were ended, keyed {@code tenant|participant}; kept for longer than any token lives. */
    public static final Topic<String, TokenRevocation> TOKEN_REVOCATIONS = new Topic<>(
            "token-revocations",
            Serdes.String(),
            new JsonSerde<>(TokenRevocation.class),
            new Contents("token-revocation", TENANT_PARTICIPANT, "Participants whose tokens were ended; compacted."),
            Partitioning.SINGLE,
            with(
                    TABLE_SETTINGS,
                    Map.of("cleanup.policy", "compact,delete", "retention.ms", TWO_DAYS_MS, "segment.ms", DAY_MS)));

    /** Records that every run passes over, keyed {@code topic|partition|offset}. */
    public static final Topic<String, SkippedRecord> SKIPPED_RECORDS = table(
            "skipped-records",
            new JsonSerde<>(SkippedRecord.class),
            new Contents(
                    "skipped-record",
                    "topic|partition|offset",
                    "Records that killed their stream thread several times; every run passes them over. Compacted."));

    /** Which application writes which run's topics, keyed {@code live} or by the run's suffix. */
    public static final Topic<String, ApplicationClaim> APPLICATION_CLAIMS = table(
            "application-claims",
            new JsonSerde<>(ApplicationClaim.class),
            new Contents(
                    "application-claim",
                    "live, or the suffix of a generation's topics",
                    "Which application writes which topics; compacted."));

    private Topics() {}

    /** Those that all runs share, and that none has under a name of its own. */
    private static final List<Topic<?, ?>> SHARED = List.of(
            RAW_EVENTS,
            RAW_COMMANDS,
            HEARTBEATS,
            RULES,
            API_KEYS,
            TOKEN_REVOCATIONS,
            SKIPPED_RECORDS,
            APPLICATION_CLAIMS);

    /** All of them. */
    public static List<Topic<?, ?>> all() {
        return List.of(
                RAW_EVENTS,
                RAW_COMMANDS,
                HEARTBEATS,
                REKEYED_EVENTS,
                RAW_EVENTS_DLQ,
                ACCEPTED_EVENTS,
                CONTEST_SCORES,
                POINTS_OUTCOMES,
                CHALLENGE_OUTCOMES,
                STREAK_OUTCOMES,
                BADGE_OUTCOMES,
                TIER_OUTCOMES,
                PROFILES,
                PRIVACY_OUTCOMES,
                CONTEST_OUTCOMES,
                CONTEST_STANDINGS,
                RULES,
                API_KEYS,
                TOKEN_REVOCATIONS,
                SKIPPED_RECORDS,
                APPLICATION_CLAIMS);
    }

    /** Outcomes of single events, for consumers. */
    public static List<Topic<?, ?>> outcomes() {
        return List.of(
                POINTS_OUTCOMES, CHALLENGE_OUTCOMES, STREAK_OUTCOMES, BADGE_OUTCOMES, TIER_OUTCOMES, CONTEST_OUTCOMES);
    }

    /** Those that a replay writes under names of its own; the others it only reads. */
    public static List<Topic<?, ?>> written() {
        return all().stream().filter(topic -> !SHARED.contains(topic)).toList();
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(others);
        return Map.copyOf(all);
    }

    private static Topic<byte[], byte[]> raw(String name, Contents contents, Map<String, String> settings) {
        return new Topic<>(name, Serdes.ByteArray(), Serdes.ByteArray(), contents, Partitioning.CONFIGURED, settings);
    }

    private static <V> Topic<String, V> data(String name, Serde<V> value, Contents contents) {
        return new Topic<>(name, Serdes.String(), value, contents, Partitioning.CONFIGURED, LOG_SETTINGS);
    }

    private static <V> Topic<String, V> table(String name, Serde<V> value, Contents contents) {
        return new Topic<>(name, Serdes.String(), value, contents, Partitioning.SINGLE, TABLE_SETTINGS);
    }
}
