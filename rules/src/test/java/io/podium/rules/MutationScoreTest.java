package io.podium.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.podium.rules.MutationScore.Mutant;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationScoreTest {

    private static final String REPORT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <mutations>
            <mutation detected='true' status='KILLED'><mutatedClass>io.podium.rules.contest.Standing</mutatedClass>
              <lineNumber>7</lineNumber><description>negated conditional</description></mutation>
            <mutation detected='false' status='SURVIVED'><mutatedClass>io.podium.rules.contest.Cup$One</mutatedClass>
              <lineNumber>9</lineNumber><description>removed call</description></mutation>
            <mutation detected='true' status='TIMED_OUT'><mutatedClass>io.podium.rules.book.RuleBook</mutatedClass>
              <lineNumber>1</lineNumber><description>replaced return</description></mutation>
            </mutations>
            """;

    @Test
    void the_share_that_was_noticed_is_reported_by_package_and_of_all() throws Exception {
        List<Mutant> mutants = MutationScore.read(new ByteArrayInputStream(REPORT.getBytes(StandardCharsets.UTF_8)));
        assertThat(mutants).contains(new Mutant("contest.Cup$One:9", "removed call", false));
        assertThat(MutationScore.table(mutants))
                .endsWith("| book | 1 | 1 | 100.0 % |", "| contest | 2 | 1 | 50.0 % |", "| all | 3 | 2 | 66.7 % |");
    }

    @Test
    void nothing_is_no_share_at_all() {
        assertThat(MutationScore.table(List.of())).endsWith("| all | 0 | 0 | 0.0 % |");
    }
}
