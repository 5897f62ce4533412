package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.podium.ingest.http.Front.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The route table and openapi.yaml say the same, read from either side. */
class RouteTableTest {

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final JsonNode document = document();
    private final Map<String, JsonNode> operations = operations(document);
    private final Front front = new Front();

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void every_route_is_documented_and_every_documented_operation_is_served() {
        assertThat(routes().keySet()).containsExactlyInAnyOrderElementsOf(operations.keySet());
    }

    @Test
    void each_operation_has_the_parameters_of_its_route() {
        routes().forEach((name, route) -> {
            assertThat(parameters(operations.get(name), "path"))
                    .as(name)
                    .isEqualTo(VARIABLE.matcher(route.path())
                            .results()
                            .map(variable -> variable.group(1))
                            .collect(Collectors.toSet()));
            assertThat(parameters(operations.get(name), "query"))
                    .as(name)
                    .isEqualTo(route instanceof Route.Api api ? api.query() : Set.of());
        });
    }

    @Test
    void each_operation_asks_for_a_key_and_a_body_where_its_route_does() {
        routes().forEach((name, route) -> {
            JsonNode operation = operations.get(name);
            boolean hasBody = route instanceof Route.Api api && api.hasBody();
            assertThat(operation.has("requestBody")).as(name).isEqualTo(hasBody);
            boolean open =
                    operation.has("security") && operation.get("security").isEmpty();
            assertThat(open).as(name).isEqualTo(route instanceof Route.Page);
            for (String refused : List.of("401", "403", "429")) {
                assertThat(operation.get("responses").has(refused))
                        .as("%s %s", name, refused)
                        .isEqualTo(route instanceof Route.Api);
            }
        });
    }

    @Test
    void a_method_that_a_path_does_not_have_is_405_and_is_reported_which_it_has() {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        front.server.routes().routes().forEach(route -> methods.computeIfAbsent(route.path(), path -> new TreeSet<>())
                .add(route.method().toString()));
        methods.forEach((path, allowed) -> {
            String one = VARIABLE.matcher(path).replaceAll("x");
            for (String method : METHODS) {
                if (!allowed.contains(method) && !isOfAnother(methods, path, one, method)) {
                    Reply reply = front.send(method, one, BodyPublishers.noBody());
                    assertThat(reply.status()).as("%s %s", method, one).isEqualTo(405);
                    assertThat(reply.text("error")).isEqualTo("method_not_allowed");
                    assertThat(reply.header("Allow").split(", ")).containsExactlyInAnyOrder(known(allowed));
                    assertThat(reply.text("message"))
                            .isEqualTo("expected method " + reply.header("Allow") + " for this path");
                }
            }
        });
        assertThat(methods).hasSizeGreaterThan(10);
    }

    @Test
    void every_path_answers_options_with_its_methods_without_a_key() {
        front.header("Authorization", null);
        front.server.routes().routes().forEach(route -> {
            String one = VARIABLE.matcher(route.path()).replaceAll("x");
            Reply reply = front.send("OPTIONS", one, BodyPublishers.noBody());
            assertThat(reply.status()).as(one).isEqualTo(204);
            assertThat(reply.header("Allow")).contains(route.method().toString(), "OPTIONS");
        });
        assertThat(front.send("OPTIONS", "/nowhere", BodyPublishers.noBody()).status())
                .isEqualTo(404);
    }

    /** With those that the server adds. */
    private static String[] known(Set<String> methods) {
        Set<String> all = new TreeSet<>(methods);
        all.add("OPTIONS");
        if (methods.contains("GET")) {
            all.add("HEAD");
        }
        return all.toArray(String[]::new);
    }

    /** Whether a path with variables has the method, and one of its paths is this one. */
    private static boolean isOfAnother(Map<String, Set<String>> methods, String path, String one, String method) {
        return methods.entrySet().stream()
                .filter(other ->
                        !other.getKey().equals(path) && other.getValue().contains(method))
                .anyMatch(other -> one.matches(VARIABLE.matcher(other.getKey()).replaceAll("[^/]+")));
    }

    @Test
    void collections_of_rules_allow_what_they_always_did_in_the_same_order() {
        assertThat(front.send("PUT", "/api/v1/admin/badges", BodyPublishers.noBody())
                        .header("Allow"))
                .isEqualTo("GET, HEAD, POST, OPTIONS");
        assertThat(front.send("PUT", "/api/v1/admin/badges/b1", BodyPublishers.noBody())
                        .header("Allow"))
                .isEqualTo("GET, HEAD, DELETE, OPTIONS");
    }

    private Map<String, Route> routes() {
        return front.server.routes().routes().stream()
                .collect(Collectors.toMap(
                        route -> route.method() + " " + route.path(), route -> route, (a, b) -> a, TreeMap::new));
    }

    private Set<String> parameters(JsonNode operation, String in) {
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode one = parameter.has("$ref")
                    ? document.at(parameter.get("$ref").asText().substring(1))
                    : parameter;
            if (one.get("in").asText().equals(in)) {
                names.add(one.get("name").asText());
            }
        }
        return names;
    }

    private static Map<String, JsonNode> operations(JsonNode document) {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue())));
        return operations;
    }

    private static JsonNode document() {
        try (InputStream in = RouteTableTest.class.getResourceAsStream("/podium/api/openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
