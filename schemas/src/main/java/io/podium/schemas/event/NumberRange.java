package io.podium.schemas.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.schemas.json.NumberBounds;
import java.math.BigDecimal;
import java.util.List;

/**
 * Finds numbers beyond the range of an IEEE 754 double. JSON can write them in a few bytes, but adding one to another
 * takes as many digits as its exponent says; RFC 8259, section 6, warns that nobody has to understand them.
 */
public final class NumberRange {
    private NumberRange() {}

    /**
     * A problem for each number that is out of range; as many as {@link ProblemList} keeps.
     *
     * @param path of the node in its document, dotted; empty for the whole
     */
    public static List<Problem> problems(JsonNode node, String path) {
        ProblemList problems = new ProblemList();
        visit(node, path, problems);
        return problems.list();
    }

    private static void visit(JsonNode node, String path, ProblemList problems) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> visit(
                            member.getValue(),
                            path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                            problems));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(node.get(i), path + "[" + i + "]", problems);
            }
        } else if (node.isBigDecimal() || node.isBigInteger()) {
            check(node.decimalValue(), path, problems);
        }
    }

    private static void check(BigDecimal number, String path, ProblemList problems) {
        if (!NumberBounds.hold(number)) {
            problems.add(new Problem(
                    path,
                    "out_of_range",
                    "expected zero or a number from 1e-" + Limits.NUMBER_EXPONENT + " to 1e" + Limits.NUMBER_EXPONENT
                            + ", but one with the exponent " + NumberBounds.exponent(number) + " came"));
        }
    }
}
