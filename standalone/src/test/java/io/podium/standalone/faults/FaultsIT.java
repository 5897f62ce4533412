package io.podium.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.standalone.faults.FaultRun.Report;
import io.podium.standalone.faults.FaultRun.Without;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guarantees under faults, for a short while; {@link Faults} is for a long one. */
@Tag("alone")
class FaultsIT {

    private static final int SEED = 7;
    private static final int SECONDS = 45;

    @TempDir
    Path directory;

    @Test
    void whatever_dies_each_accepted_key_is_counted_once_and_every_answer_was_true() throws Exception {
        Report report = run(Without.NOTHING, SECONDS, List.of(Fault.values()));
        assertThat(report.outages()).as("faults").isNotEmpty();
        assertThat(report.errors())
                .as("what a good request may be answered while nodes die")
                .isSubsetOf(Load.GOOD_EXCUSES);
        assertThat(report.violations()).isEmpty();
    }

    @Test
    void a_rolling_restart_of_every_role_shows_clients_nothing_but_503() throws Exception {
        List<Fault> restarts = List.of(Fault.RESTART_BROKERS, Fault.RESTART_PROCESSORS, Fault.RESTART_APIS);
        Report report = run(Without.NOTHING, 1, restarts);
        assertThat(report.outages()).extracting(FaultRun.Outage::fault).containsExactlyInAnyOrderElementsOf(restarts);
        assertThat(report.errors()).isSubsetOf("503", Load.REFUSED, Load.CLOSED);
        assertThat(report.violations()).isEmpty();
    }

    @Test
    void the_checker_finds_violations_where_dedup_is_switched_off() throws Exception {
        assertThat(run(Without.DEDUP, 0, List.of()).violations()).isNotEmpty();
    }

    private Report run(Without without, int seconds, List<Fault> faults) throws InterruptedException {
        return new FaultRun(directory, SEED, line -> System.out.println("faults: " + line))
                .run(without, seconds, faults);
    }
}
