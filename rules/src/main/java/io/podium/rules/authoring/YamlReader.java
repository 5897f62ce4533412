package io.podium.rules.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.podium.rules.authoring.SourceDocument.Position;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads the documents of one file, YAML or JSON (which is YAML), remembering where each part stands. Anchors
 * are refused: a definition should read top to bottom, and aliases can be made to explode. So is what stands without
 * quotes and is no longer the same letters once YAML has read it ({@code NO}, {@code 01234}, and {@code 1.10} where no
 * schema says that a number is meant): it would never match the text that it looks like.
 */
public final class YamlReader {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_CHARACTERS = 16 * 1024 * 1024;
    private static final BigDecimal MAX_SHOWN = BigDecimal.valueOf(1_000_000_000_000_000L);

    /** Paths of attributes' values, whose type no schema knows: a number there may be meant as a text. */
    private static final String ATTRIBUTE = "(.*[.])?attributes[.\\[].*";

    /** Numbers that are the same letter for letter when they are read and written again. */
    private static final String CANONICAL = "-?(0|[1-9][0-9]*)([.][0-9]*[1-9])?";

    private final String file;
    private final boolean json;
    private final List<SourceDocument> documents = new ArrayList<>();
    private final List<RuleProblem> problems = new ArrayList<>();
    private Map<String, Position> positions = new HashMap<>();

    /** A reader of the file of that name. */
    public YamlReader(String file) {
        this.file = file;
        this.json = file.endsWith(".json");
    }

    /** Reads all documents of the text; what can't be read becomes a problem. */
    public void read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_CHARACTERS);
        List<Node> nodes = new ArrayList<>();
        try {
            new Yaml(new SafeConstructor(options))
                    .composeAll(new StringReader(text))
                    .forEach(nodes::add);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            malformed(mark == null ? new Position(1, 1) : position(mark), e.getProblem());
        } catch (RuntimeException e) {
            // The library has more exceptions than it declares, as one of numbers for "\\u" at the end of a text.
            malformed(new Position(1, 1), String.valueOf(e.getMessage()));
        }
        nodes.forEach(this::document);
    }

    private void malformed(Position position, String why) {
        problem(position, "", "malformed_yaml", "expected YAML or JSON, but " + why);
    }

    /** What was read, in order. */
    public List<SourceDocument> documents() {
        return documents;
    }

    /** What could not be read. */
    public List<RuleProblem> problems() {
        return problems;
    }

    private void document(Node node) {
        positions = new HashMap<>();
        int before = problems.size();
        if (json(node, "") instanceof ObjectNode definition) {
            if (problems.size() == before) {
                documents.add(new SourceDocument(file, definition, Map.copyOf(positions)));
            }
        } else {
            problem(
                    position(node.getStartMark()),
                    "",
                    "wrong_type",
                    "expected a mapping with kind and id, but it is " + node.getNodeId());
        }
    }

    private JsonNode json(Node node, String path) {
        Position place = position(node.getStartMark());
        positions.put(path, place);
        if (node.getAnchor() != null) {
            problem(place, path, "anchor", "expected plain YAML, but there is an anchor; write the value out");
            return NullNode.getInstance();
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, path);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(json(item, path + "[" + array.size() + "]"));
            }
            return array;
        }
        return scalar((ScalarNode) node, path);
    }

    private ObjectNode object(MappingNode mapping, String path) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            Position place = position(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem(place, path, "wrong_type", "expected a text as key, but it is a collection");
                continue;
            }
            String name = key.getValue();
            String member = path.isEmpty() ? name : path + "." + name;
            if (object.has(name)) {
                problem(place, member, "duplicate_key", "expected each key once, but this one stands again");
            }
            object.set(name, json(tuple.getValueNode(), member));
            positions.put(member, place);
        }
        return object;
    }

    private JsonNode scalar(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return text.isEmpty() || text.equals("null") ? NullNode.getInstance() : ambiguous(scalar, path, "null");
        } else if (tag.equals(Tag.BOOL)) {
            boolean plain = text.equals("true") || text.equals("false");
            String meant = text.matches("(?i)true|yes|on|y") ? "true" : "false";
            return plain ? BooleanNode.valueOf(text.equals("true")) : ambiguous(scalar, path, meant);
        } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(scalar, path);
        }
        return TextNode.valueOf(text);
    }

    /** A plain word that YAML takes for something else than its letters: whoever wrote it may have meant them. */
    private JsonNode ambiguous(ScalarNode scalar, String path, String meant) {
        problem(
                position(scalar.getStartMark()),
                path,
                "ambiguous",
                "expected \"" + scalar.getValue() + "\" in quotes if it is a text, or " + meant
                        + ", but it stands without quotes, which YAML reads as " + meant);
        return NullNode.getInstance();
    }

    private JsonNode number(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        try {
            if (text.length() <= 50 && !text.matches("[-+]?0[0-9]+.*")) {
                BigDecimal number = new BigDecimal(text);
                if (!json && path.matches(ATTRIBUTE) && !text.matches(CANONICAL)) {
                    boolean shown = number.abs().compareTo(MAX_SHOWN) < 0 && number.scale() < 50;
                    return ambiguous(scalar, path, shown ? plain(number) : "a number");
                }
                return text.matches("[-+]?[0-9]+")
                        ? JsonNodeFactory.instance.numberNode(new BigInteger(text))
                        : DecimalNode.valueOf(number);
            }
        } catch (NumberFormatException e) {
            // Reported below: YAML has more forms of numbers (0x10, .inf, 1_000, 1:30) than are good for money.
        }
        problem(
                position(scalar.getStartMark()),
                path,
                "bad_number",
                "expected a decimal number such as 12 or 0.5, or \"" + text + "\" in quotes if it is a text, but "
                        + text);
        return NullNode.getInstance();
    }

    /** Written out, which only a number of a usual size may be: 1e999999999 would fill the memory. */
    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private void problem(Position place, String path, String code, String message) {
        problems.add(new RuleProblem(file, place.line(), place.column(), path, code, message));
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
