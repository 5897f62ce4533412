package io.podium.ingest.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.docs.OpenApi;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.AsyncApi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The documents as pages: nobody needs a key for them. */
final class DocumentPages {

    private static final String DOCS = "/docs";
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
                Route.page(DOCS + "/start.js", () -> text(explorer.start()))));
        LIBRARY.forEach(name -> pages.add(Route.page(DOCS + "/" + name, () -> text(Explorer.library(name)))));
        if (explorer.isFilledIn()) {
            pages.add(Route.page("/", () -> new Route.Text(302, "text/plain", "", Map.of("Location", DOCS))));
        }
        return pages;
    }

    private static Route.Text text(Explorer.File file) {
        return new Route.Text(200, file.contentType(), file.text(), GUARDED);
    }

    /** Made when somebody asks for the first time. */
    private static final class Documents {
        static final String OPENAPI = text(ofThisNode(OpenApi.document()));
        static final String ASYNCAPI = text(AsyncApi.document());

        private static ObjectNode ofThisNode(ObjectNode document) {
            document.putArray("servers").addObject().put("url", "/");
            return document;
        }

        private static String text(ObjectNode document) {
            return new String(Json.write(document), StandardCharsets.UTF_8);
        }
    }
}
