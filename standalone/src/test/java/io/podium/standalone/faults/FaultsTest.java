package io.podium.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podium.standalone.faults.FaultRun.Outage;
import io.podium.standalone.faults.Faults.Seeds;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** The words of the run by hand, and its sum. */
class FaultsTest {

    private final Seeds.Reader reader = new Seeds.Reader();

    @Test
    void a_seed_is_one_or_a_range() {
        assertThat(reader.convert("7")).isEqualTo(new Seeds(7, 7));
        assertThat(reader.convert("3..20")).isEqualTo(new Seeds(3, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1..", "..2", "9..3", "1..2..3"})
    void what_is_no_seed_is_refused_with_what_was_expected(String text) {
        assertThatThrownBy(() -> reader.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("expected N or N..M, as in 7 or 1..20, but " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--without=everything", "--only=FLOOD", "--seconds=soon", "--speed=1", "--seed=x"})
    void a_wrong_word_starts_no_cluster(String word) {
        StringWriter err = new StringWriter();
        assertThat(Faults.commandLine().setErr(new PrintWriter(err)).execute(word))
                .isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void the_help_names_each_fault() {
        String help = Faults.commandLine().getUsageMessage();
        assertThat(List.of(Fault.values())).allMatch(fault -> help.contains(fault.name()));
    }

    @Test
    void each_fault_that_came_has_a_row_with_its_middle_and_longest_outage() {
        List<Outage> outages = List.of(
                new Outage(Fault.KILL_API, 3), new Outage(Fault.KILL_BROKER, 0.25),
                new Outage(Fault.KILL_API, 1), new Outage(Fault.KILL_API, 9));
        assertThat(Faults.table(outages).subList(2, 4))
                .containsExactly(
                        "| kill -9 of an API node | 3 | 3.0 | 9.0 |", "| kill -9 of a broker | 1 | 0.3 | 0.3 |");
        assertThat(Faults.table(List.of())).hasSize(2);
    }
}
