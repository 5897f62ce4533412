package io.podium.ingest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.json.Json;
import io.podium.schemas.rule.RuleKind;
import io.podium.schemas.rule.RuleVersion;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderSensitivityTest {

    private final OrderSensitivity order = new OrderSensitivity();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHALLENGE | {'enrolment':'explicit','objectives':[{'event_type':'buy'}]} | true",
                "CHALLENGE | {'repeat':'after_completion','objectives':[{'event_type':'buy'}]} | true",
                "CHALLENGE | {'enrolment':'automatic','objectives':[{'event_type':'buy'}]} | false",
                "CHALLENGE | {'completion':1,'objectives':[{'event_type':'buy'}]} | true",
                "CHALLENGE | {'completion':'all','objectives':[{'event_type':'buy'}]} | false",
                "CHALLENGE | {'window_days':7,'objectives':[{'event_type':'buy'}]} | true",
                "CHALLENGE | {'objectives':[{'event_type':'buy','prerequisite_objective_ids':['a']}]} | true",
                "STREAK | {'qualifying_event':'buy','milestones':[{'days':2,'again':'each_run'}]} | true",
                "STREAK | {'qualifying_event':'buy','milestones':[{'days':2}]} | false",
                "EARN_RULE | {'event_type':'buy','exclusive_group':'g'} | true",
                "CONTEST | {'scoring':{'event_type':'buy','method':'latest'}} | true",
                "CONTEST | {'scoring':{'event_type':'buy','method':'best'}} | false",
                "EARN_RULE | {'event_type':'buy'} | false"
            })
    void only_rules_that_depend_on_order_ask_for_it(RuleKind kind, String definition, boolean matters)
            throws IOException {
        order.publish(version(kind, definition));
        assertThat(order.matters("t", "buy")).isEqualTo(matters);
        assertThat(order.matters("t", "other")).isFalse();
        assertThat(order.matters("u", "buy")).as("of another tenant").isFalse();
    }

    @Test
    void who_enrols_comes_before_what_counts_from_then_on() throws IOException {
        order.publish(version(RuleKind.CHALLENGE, "{'enrolment':'explicit','objectives':[{'event_type':'buy'}]}"));
        assertThat(order.matters("t", OrderSensitivity.ENROLLED)).isTrue();
    }

    private static RuleVersion version(RuleKind kind, String definition) throws IOException {
        return new RuleVersion(
                "t", kind, "x", Instant.EPOCH, (ObjectNode) Json.mapper().readTree(definition.replace('\'', '"')));
    }
}
