package io.podium.ingest.docs;

import io.podium.schemas.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The page that explores the API: Swagger UI from its WebJar, which asks nobody else for anything. In development mode
 * the key and the tenant are filled in, so that whoever tries something out can do so at once.
 */
public final class Explorer {

    /** What the page may load: its own files, and pictures in them. */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String WEB_JAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String VERSION_OF = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Map<String, String> TYPES = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8");

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Podium: the API</title>
              <link rel="icon" href="data:,">
              <link rel="stylesheet" href="/docs/swagger-ui.css">
            </head>
            <body>
              <div id="explorer"></div>
              <script src="/docs/swagger-ui-bundle.js"></script>
              <script src="/docs/start.js"></script>
            </body>
            </html>
            """;

    private static final String START = """
            const access = %s;
            window.ui = SwaggerUIBundle({
              url: '/openapi.json',
              dom_id: '#explorer',
              deepLinking: true,
              persistAuthorization: false,
              supportedSubmitMethods: ['get', 'post', 'put', 'delete'],
              onComplete: () => {
                if (access !== null) {
                  window.ui.preauthorizeApiKey('key', access.key);
                  window.ui.preauthorizeApiKey('tenant', access.tenant);
                }
              },
            });
            """;

    private final Optional<Access> access;

    /** Who asks from the page of development mode. */
    public record Access(String tenant, String key) {}

    /**
     * A page.
     *
     * @param access filled in; empty where nobody is to be given a key
     */
    public Explorer(Optional<Access> access) {
        this.access = access;
    }

    /** Whether whoever opens it may do everything at once, as in development mode. */
    public boolean isFilledIn() {
        return access.isPresent();
    }

    /** A file of the page. */
    public record File(String contentType, String text) {}

    /** The page itself. */
    public File page() {
        return new File("text/html; charset=utf-8", PAGE);
    }

    /** What starts it. */
    public File start() {
        String filledIn = access.map(one -> new String(Json.write(one), StandardCharsets.UTF_8))
                .orElse("null");
        return new File("text/javascript; charset=utf-8", START.formatted(filledIn));
    }

    /** One of {@code swagger-ui.css} and {@code swagger-ui-bundle.js}. */
    public static File library(String name) {
        String type = TYPES.get(name);
        if (type == null) {
            throw new IllegalArgumentException("expected one of " + TYPES.keySet() + ", but " + name);
        }
        return new File(type, read(WEB_JAR + version() + "/" + name));
    }

    private static String version() {
        return read(VERSION_OF)
                .lines()
                .filter(line -> line.startsWith("version="))
                .findFirst()
                .orElseThrow()
                .substring("version=".length())
                .strip();
    }

    private static String read(String resource) {
        try (InputStream in = Explorer.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("expected " + resource + " in the jar, but it is absent");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
