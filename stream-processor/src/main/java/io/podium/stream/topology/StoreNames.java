package io.podium.stream.topology;

import java.util.List;

/** Names of the state stores; changelog topics and queries depend on them. */
public final class StoreNames {
    public static final String RULES = "rules";
    public static final String SKIPPED_RECORDS = "skipped-records";
    public static final String DEDUP_KEYS = "dedup-keys";
    public static final String PARTICIPANTS = "participants";
    public static final String EVENT_RESULTS = "event-results";
    public static final String LEDGER = "ledger";
    public static final String DUES = "dues";
    public static final String EVALUATION_WATERMARKS = "evaluation-watermarks";
    public static final String STANDINGS = "standings";
    public static final String CONDUCT = "conduct";
    public static final String CONTESTS = "contests";
    public static final String LEADERBOARD_WATERMARKS = "leaderboard-watermarks";
    public static final String CONTEST_RESULTS = "contest-results";

    public static final String EVENT_CONTENTS = "event-contents";
    public static final String EVENT_ORDER = "event-order";
    public static final String SCORE_CONTENTS = "score-contents";
    public static final String SCORE_ORDER = "score-order";

    /** Those that have a changelog, in a live run or in a replay. */
    public static final List<String> CHANGELOGGED = List.of(
            DEDUP_KEYS,
            PARTICIPANTS,
            EVENT_RESULTS,
            LEDGER,
            DUES,
            EVALUATION_WATERMARKS,
            STANDINGS,
            CONDUCT,
            CONTESTS,
            LEADERBOARD_WATERMARKS,
            CONTEST_RESULTS,
            EVENT_CONTENTS,
            EVENT_ORDER,
            SCORE_CONTENTS,
            SCORE_ORDER);

    private StoreNames() {}
}
