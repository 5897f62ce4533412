package io.podium.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.rules.condition.Condition.Judgement;
import io.podium.schemas.event.AcceptedEvent;
import io.podium.schemas.event.Problem;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions and events that want to take a node's memory or time; see {@link Budget}. */
class HostileConditionsTest {

    private static final String TOO_MUCH = "when_failed: budget_exceeded|when_failed: value_too_large";
    private static final long MEBIBYTE = 1 << 20;

    /** Conditions that no rule may have, whatever the event. */
    static Stream<String> refused() {
        String doubling = ".map(x, x + x)";
        return Stream.of(
                "size(['aaaaaaaa']" + doubling.repeat(35) + "[0]) > 0",
                "['aaaaaaaa']" + doubling.repeat(35) + ".exists(x, x == '')",
                "size([[1]]" + ".map(x, x + x)".repeat(30) + "[0]) > 0",
                "[[1]]" + ".map(x, [x, x])".repeat(30) + " == [[1]]" + ".map(x, [x, x])".repeat(30),
                "attributes.s.matches('(a?){500}(a?){400}b')",
                "attributes.s.matches('((a{100}){100}){100}')",
                "attributes.s.matches('((((a{30}){30}){30}){30}){30}')",
                "matches(attributes.s, '(x+x+){1000}y')",
                "attributes.s.matches('(')",
                "attributes.s.matches('a{1000}{1000}')",
                "[1].all(a, [1].all(b, [1].all(c, [1].all(d, true))))",
                "1" + " + 1".repeat(300) + " > 0",
                "attributes.a" + "[0]".repeat(300) + " == 1",
                "attributes" + ".a".repeat(300) + " == 1",
                "(".repeat(200) + "true" + ")".repeat(200),
                "[" + "[1],".repeat(499) + "[1]] == []",
                "'" + "a".repeat(2_000) + "' == ''",
                loop(99, 99, 99));
    }

    private static String loop(int... sizes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sizes.length; i++) {
            text.append('[')
                    .append("1,".repeat(sizes[i]))
                    .append("1].all(v")
                    .append(i)
                    .append(", ");
        }
        return text + "true" + ")".repeat(sizes.length);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_would_take_too_much_for_any_event_is_refused(String text) {
        assertCheap(() -> assertThat(Expressions.problems("when", text))
                .as(text)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).startsWith("expected ")));
    }

    /** Conditions that take much with {@link #large} alone. */
    static Stream<String> costly() {
        return Stream.of(
                "attributes.items.all(a, attributes.items.all(b, attributes.items.all(c, a + b + c >= 0)))",
                "size(attributes.items.map(a, attributes.s)) > 0 && size(attributes.items.map(a, attributes.s + 'a')) > 0",
                "size([attributes.s].map(x, x + x).map(x, x + x).map(x, x + x)) > 0",
                "size([attributes.items]" + ".map(x, x + x)".repeat(9) + "[0]) > 0",
                "[attributes.items]" + ".map(x, [x, x])".repeat(20) + " == [attributes.items]"
                        + ".map(x, [x, x])".repeat(20),
                "attributes.items.map(a, attributes.items) == attributes.items.map(a, attributes.items)",
                "attributes.items.filter(a, attributes.items.exists(b, b == -1 - a)) == [1]",
                "attributes.s.matches(attributes.p)",
                "attributes.items.exists(i, attributes.s.matches('(a|aa)+b$'))",
                "attributes.s.matches('(a?){60}(a?){60}b')",
                "attributes.s.matches('(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)[^a]{100}$')",
                "attributes.items.exists(i, attributes.s.contains(attributes.t))",
                "attributes.items.exists(i, attributes.s + 'b' == '')",
                "attributes.items.exists(i, size(attributes.s) == i - 1)",
                "attributes.items.exists(i, -1 in attributes.items)",
                "attributes.items.exists(i, attributes.items.exists(j, string(1e300 + j) == ''))",
                "attributes.map.exists(k, attributes.map.exists(l, attributes.map == {}))",
                "attributes.map.all(k, attributes.map.all(l, k != l || attributes.map == attributes.map))",
                "attributes.items.exists(i, attributes.s.matches(attributes.q))",
                "false || attributes.items.exists(a, attributes.items.exists(b, attributes.items.exists(c, a < -1)))",
                "attributes.items.all(a, attributes.items.all(b, attributes.items.all(c, true))) || true",
                "attributes.items.exists_one(a, attributes.items.all(b, attributes.items.all(c, true)))"
                        + " ? true : true");
    }

    @ParameterizedTest
    @MethodSource("costly")
    void what_takes_too_much_for_an_event_fails_and_says_so(String text) {
        Condition condition = Condition.parse(text);
        assertCheap(() -> assertThat(condition.judge(EventVariables.of(large())))
                .isInstanceOf(Judgement.Undecided.class)
                .extracting(judged -> ((Judgement.Undecided) judged).note())
                .asString()
                .matches(TOO_MUCH + "|when_failed: pattern_too_large"));
        assertThat(condition.judge(EventVariables.of(large()))).isEqualTo(condition.judge(EventVariables.of(large())));
    }

    @Test
    void what_a_usual_condition_needs_is_far_from_the_bounds() {
        Condition condition = Condition.parse("attributes.items.exists(i, i == 499) && attributes.s.contains('ab')"
                + " == false && attributes.s.matches('^a+$') && size(attributes.items.map(i, i * 2)) == 500");
        assertThat(condition.judge(EventVariables.of(large()))).isEqualTo(new Judgement.Holds());
        assertThat(
                        Expressions.problems(
                                "when",
                                "attributes.s.matches('^[a-z0-9._%+-]{1,64}@([a-z0-9-]{1,63}\\\\.){1,4}"
                                        + "[a-z]{2,24}$') && attributes.id.matches('^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$')"))
                .isEmpty();
    }

    @Test
    void all_conditions_of_an_event_share_a_budget_in_the_order_in_which_they_are_judged() {
        Condition costly = Condition.parse(
                "attributes.items.all(a, attributes.items.all(b, attributes.items.all(c, a + b + c >= 0)))");
        Condition cheap = Condition.parse("participant_id == 'p'");
        EventVariables event = EventVariables.of(large());
        assertThat(cheap.judge(event)).isEqualTo(new Judgement.Holds());
        for (int i = 0; i < Budget.EVENT_STEPS / Budget.CONDITION_STEPS; i++) {
            assertThat(costly.judge(event)).isInstanceOf(Judgement.Undecided.class);
        }
        assertThat(cheap.judge(event)).isEqualTo(new Judgement.Undecided("when_failed: budget_exceeded"));
        assertThat(cheap.judge(EventVariables.of(large()))).isEqualTo(new Judgement.Holds());
    }

    @Test
    void what_the_bounds_should_have_prevented_fails_the_condition_and_nothing_else() {
        List<Error> errors = List.of(new StackOverflowError(), new OutOfMemoryError());
        for (Error error : errors) {
            assertThat(Condition.judge(
                            scope -> {
                                throw error;
                            },
                            EventVariables.of(large())))
                    .isEqualTo(new Judgement.Undecided("when_failed: budget_exceeded"));
        }
        Node defect = scope -> {
            throw new IllegalStateException("a defect");
        };
        assertThat(Condition.judge(defect, EventVariables.of(large())))
                .isEqualTo(new Judgement.Undecided("when_failed: invalid_argument"));
    }

    @Test
    void the_size_of_a_pattern_is_never_taken_for_smaller_than_it_is() {
        for (String pattern : List.of(
                "a",
                "(a?){50}",
                "[0-9]{10}",
                "((a{5}){5}){5}",
                "(ab|cd){3,7}x*",
                "a{3,}",
                "\\d{20}",
                "\\pL{9}",
                "\\p{Greek}{9}",
                "[[:alpha:]]{9}",
                "[]a]{9}",
                "[^]]{9}",
                "(?i)(?:abc){9}",
                "(?P<n>a{2}){9}",
                "a{,5}",
                "\\x{10FFFF}{9}",
                "(a*?){30}",
                "\\{5}",
                "(()){40}",
                "(|a|b){40}",
                "^{40}a",
                "(\\b){30}")) {
            if (Patterns.compile(pattern) instanceof Patterns.Compiled compiled) {
                // Two instructions of RE2's program are there for any pattern.
                assertThat(compiled.size() * 2 + 4)
                        .as(pattern)
                        .isGreaterThanOrEqualTo(compiled.pattern().programSize());
            }
        }
    }

    @Test
    void problems_of_size_have_stable_codes() {
        assertThat(Expressions.problems("when", "attributes.s.matches('(a?){500}(a?){400}b')"))
                .extracting(Problem::code)
                .containsExactly("pattern_too_large");
        assertThat(Expressions.problems("when", "size(['aaaaaaaa']" + ".map(x,x+x)".repeat(35) + "[0])>0"))
                .extracting(Problem::code)
                .containsExactly("too_expensive");
        assertThat(Expressions.problems("when", "[1].all(a, [1].all(b, [1].all(c, [1].all(d, true))))"))
                .extracting(Problem::code)
                .containsExactly("too_complex");
    }

    /** At most 64 MiB and half a second of this thread's own time, which is far above what a budget allows. */
    private static void assertCheap(Runnable work) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long nanos = threads.getCurrentThreadCpuTime();
        work.run();
        assertThat(threads.getCurrentThreadAllocatedBytes() - bytes).isLessThan(64 * MEBIBYTE);
        assertThat(threads.getCurrentThreadCpuTime() - nanos).isLessThan(500_000_000L);
    }

    private static AcceptedEvent large() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode attributes = json.objectNode();
        ArrayNode items = attributes.putArray("items");
        ObjectNode map = attributes.putObject("map");
        for (int i = 0; i < 500; i++) {
            items.add(i);
            map.put("k" + i, i);
        }
        attributes.put("s", "a".repeat(40_000));
        attributes.put("t", "a".repeat(10_000) + "b");
        attributes.put("p", "(a?){40}".repeat(10) + "b");
        attributes.put("q", "(a|aa|aaa)*".repeat(50) + "b");
        return new AcceptedEvent(
                "evt_1", "t", "p", "quiz", attributes, Instant.parse("2026-04-30T10:42:00Z"), null, null, null, false);
    }
}
