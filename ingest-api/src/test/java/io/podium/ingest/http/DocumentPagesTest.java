package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.podium.ingest.docs.ErrorCode;
import io.podium.ingest.docs.Explorer;
import io.podium.ingest.docs.OpenApi;
import io.podium.schemas.contract.JsonSchemas;
import io.podium.schemas.json.Json;
import io.podium.schemas.query.PointsTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentPagesTest {

    private final Front front = new Front().header("Authorization", null).header("X-Bricqs-Tenant", null);

    @AfterEach
    void close() {
        front.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/openapi.yaml, application/yaml",
        "/docs, text/html",
        "/docs/start.js, text/javascript",
        "/docs/swagger-ui.css, text/css",
        "/docs/swagger-ui-bundle.js, text/javascript"
    })
    void documents_need_no_key(String path, String type) {
        Front.Reply reply = front.get(path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith(type);
        assertThat(reply.http().body()).isNotEmpty();
        if (path.startsWith("/docs")) {
            assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'");
        }
    }

    @Test
    void openapi_as_one_file_refers_to_nothing_outside_and_has_what_the_yaml_has() {
        JsonNode document = OpenApi.document();
        List<String> references = new ArrayList<>();
        document.findValues("$ref").forEach(reference -> references.add(reference.asText()));
        assertThat(references).hasSizeGreaterThan(100).allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
        assertThat(document.get("paths").size()).isGreaterThan(30);
        assertThat(document.at("/components/schemas").size()).isGreaterThan(20);
    }

    /** The bundled schemas are the published ones. */
    @Test
    void an_answer_passes_the_schema_of_the_document() {
        var schema = OpenApi.document().put("$ref", "#/components/schemas/api.error");
        JsonNode refusal = Json.read(
                front.get("/api/v1/programs").http().body().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                JsonNode.class);
        assertThat(JsonSchemas.problems(schema, refusal)).isEmpty();
        assertThat(JsonSchemas.problems(schema, Json.mapper().createObjectNode()))
                .isNotEmpty();
    }

    @Test
    void a_key_is_filled_in_for_development_alone() {
        assertThat(front.get("/docs/start.js").http().body())
                .contains("const access = null;")
                .doesNotContain("bq_");
        assertThat(front.get("/").status()).isEqualTo(404);
        Explorer filledIn = new Explorer(Optional.of(new Explorer.Access("t", "bq_x")));
        assertThat(filledIn.start().text()).contains("const access = {\"tenant\":\"t\",\"key\":\"bq_x\"};");
        assertThat(DocumentPages.of(filledIn))
                .anySatisfy(route -> assertThat(route.path()).isEqualTo("/"));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_code_has_a_page(ErrorCode code) {
        Front.Reply reply = front.get(code.docUrl());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.http().body()).contains(code.wireName(), code.meaning(), code.advice());
    }

    @Test
    void a_refusal_leads_to_the_page_of_its_code() {
        JsonNode refusal = Json.read(
                front.get("/api/v1/programs").http().body().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                JsonNode.class);
        assertThat(refusal.get("doc_url").asText()).isEqualTo("/docs/errors/unauthorized");
        assertThat(front.get(refusal.get("doc_url").asText()).status()).isEqualTo(200);
        assertThat(front.get("/docs/errors/%3Cscript%3E").status()).isEqualTo(404);
        assertThat(front.get("/docs/errors/%3Cscript%3E").http().body()).doesNotContain("script>");
    }

    @Test
    void no_refusal_has_a_code_or_a_status_of_its_own() {
        assertThatThrownBy(() -> Refusal.badRequest("surprise", "m", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Refusal.badRequest("not_found", "m", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        for (PointsTransaction.RefusalCode code : PointsTransaction.RefusalCode.values()) {
            assertThat(ErrorCode.of(code.wireName()).status()).isIn(404, 422);
        }
    }
}
