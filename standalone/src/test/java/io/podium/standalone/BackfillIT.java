package io.podium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import beside live traffic, killed again and again; {@link Backfill} measures what that costs the traffic. */
class BackfillIT {

    private static final int ROWS = 20_000;
    private static final int KILLS = 3;
    private static final int LIVE_PER_SECOND = 100;

    @TempDir
    Path directory;

    @Test
    void every_row_counts_once_whenever_the_import_is_killed() throws Exception {
        KilledImport history = new KilledImport(directory, ROWS, 1);
        try (Child dev = Backfill.dev(directory);
                Client client = Backfill.client(dev);
                LiveTraffic live = new LiveTraffic(client, LIVE_PER_SECOND)) {
            ProgressWait.until("live events", live::sent, sent -> sent > LIVE_PER_SECOND);
            assertThat(history.run(dev, KILLS, nanos -> {}))
                    .as("kills while it ran")
                    .isPositive();
            live.end();
            assertThat(live.refused()).isEmpty();
            ProgressWait.until("each live event once", () -> history.check(client), others -> others == live.sent());
        }
    }
}
