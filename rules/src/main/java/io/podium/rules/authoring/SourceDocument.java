package io.podium.rules.authoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.schemas.event.Problem;
import java.util.Map;

/**
 * One definition as it stands in a file: its JSON and where each part of it is.
 *
 * @param positions by dotted path from the definition's root, which has the empty path
 */
public record SourceDocument(String file, ObjectNode definition, Map<String, Position> positions) {

    /** A position in a file; both count from 1. */
    public record Position(int line, int column) {}

    /** A problem of this definition, with its position. */
    public RuleProblem placed(Problem problem) {
        Position place = positionOf(problem.path());
        return new RuleProblem(file, place.line(), place.column(), problem.path(), problem.code(), problem.message());
    }

    /** The position of a path or, where the path is absent, of the nearest part around it. */
    public Position positionOf(String path) {
        String part = path;
        while (!positions.containsKey(part)) {
            int end = Math.max(part.lastIndexOf('.'), part.lastIndexOf('['));
            part = end < 0 ? "" : part.substring(0, end);
        }
        return positions.get(part);
    }
}
