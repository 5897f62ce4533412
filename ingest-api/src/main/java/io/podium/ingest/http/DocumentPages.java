package io.podium.ingest.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.docs.ErrorCode;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.docs.OpenApi;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.AsyncApi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The documents as pages: nobody needs a key for them. */
final class DocumentPages {

    private static final String DOCS = "/docs";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String ERROR = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>%s</title>
            <h1>%s</h1>
            <p>HTTP status %d</p>
            <p>%s</p>
            <p>%s</p>
            <p><a href="/docs">The API</a></p>
            </html>
            """;
    private static final String UNKNOWN = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Unknown code</title>
            <p>There is no such code. <a href="/docs">The API</a></p>
            </html>
            """;

    private static final List<String> LIBRARY = List.of("swagger-ui.css", "swagger-ui-bundle.js");
    private static final Map<String, String> GUARDED = Map.of(
            "Content-Security-Policy",
            Explorer.CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer");

    private DocumentPages() {}

    /** What a node answers with; in development mode {@code /} leads to the page. */
    static List<Route> of(Explorer explorer) {
        List<Route> pages = new ArrayList<>(List.of(
                Route.page(
                        "/openapi.yaml",
                        () -> new Route.Text(200, "application/yaml; charset=utf-8", OpenApi.yaml(), Map.of())),
                Route.page("/openapi.json", () -> Route.Text.json(Documents.OPENAPI)),
                Route.page("/asyncapi.json", () -> Route.Text.json(Documents.ASYNCAPI)),
                Route.page(DOCS, () -> text(explorer.page())),
                Route.page(DOCS + "/errors/{code}", variables -> error(variables.get("code"))),
                Route.page(DOCS + "/start.js", () -> text(explorer.start()))));
        LIBRARY.forEach(name -> pages.add(Route.page(DOCS + "/" + name, () -> text(Documents.library(name)))));
        if (explorer.isFilledIn()) {
            pages.add(Route.page("/", () -> new Route.Text(302, "text/plain", "", Map.of("Location", DOCS))));
        }
        return pages;
    }

    private static Route.Text error(@Nullable String code) {
        return ErrorCode.named(String.valueOf(code))
                .map(known -> new Route.Text(
                        200,
                        HTML,
                        ERROR.formatted(
                                known.wireName(), known.wireName(), known.status(), known.meaning(), known.advice()),
                        GUARDED))
                .orElse(new Route.Text(404, HTML, UNKNOWN, GUARDED));
    }

    private static Route.Text text(Explorer.File file) {
        return new Route.Text(200, file.contentType(), file.text(), GUARDED);
    }

    /** Made when somebody asks for the first time. */
    private static final class Documents {
        static final String OPENAPI = text(ofThisNode(OpenApi.document()));
        static final String ASYNCAPI = text(AsyncApi.document());

        private static final Map<String, Explorer.File> FILES =
                LIBRARY.stream().collect(Collectors.toMap(name -> name, Explorer::library));

        /** A megabyte and a half of JavaScript, which is not to be unpacked for whoever asks. */
        static Explorer.File library(String name) {
            return requireNonNull(FILES.get(name));
        }

        private static ObjectNode ofThisNode(ObjectNode document) {
            document.putArray("servers").addObject().put("url", "/");
            return document;
        }

        private static String text(ObjectNode document) {
            return new String(Json.write(document), StandardCharsets.UTF_8);
        }
    }
}
