package io.podium.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner of a partition full of keys dies, and a warm standby takes over; {@link Takeover} measures how soon. */
@Tag("alone")
class TakeoverIT {

    @TempDir
    Path directory;

    @Test
    void verdicts_come_again_after_the_owners_death_and_meanwhile_every_event_is_taken() throws Exception {
        Takeover.Report report = Takeover.of("20000").run(directory);
        assertThat(report.answers()).isPositive();
        assertThat(report.failed()).as("answers other than 202, of %s", report).isZero();
        assertThat(report.knowsOldKeys())
                .as("the standby knows the keys of the dead owner")
                .isTrue();
    }
}
