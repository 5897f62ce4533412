package io.podium.operations.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podium.ingest.command.GrantBody;
import io.podium.schemas.command.Command;
import io.podium.schemas.event.EventHeaders;
import io.podium.schemas.event.Problem;
import io.podium.schemas.json.Json;
import io.podium.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantRowsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final String MAPPING = """
            format: { decimal: ",", thousands: ".", date: dd.MM.yyyy, zone: UTC }
            participant_id: "{customer}"
            amount: "{balance}"
            reason: moved
            memo: "from {shop}"
            idempotency_key: "old:{customer}"
            expires_at: "{until}"
            valid_for: "{for}"
            counts_for_lifetime: "{counts}"
            """;

    @TempDir
    Path directory;

    @Test
    void a_row_without_a_mapping_is_a_grant_as_http_takes_it() throws IOException {
        Mapped.Grant grant = grant(unmapped(null), """
                {"participant_id":"p","amount":250,"reason":"goodwill","idempotency_key":" t1 ","valid_for":"P90D",
                 "counts_for_lifetime":false}
                """);
        assertThat(grant.tenantId()).isEqualTo("t");
        assertThat(grant.command().participantId()).isEqualTo("p");
        assertThat(grant.command().idempotencyKey()).isEqualTo("t1");
        assertThat(grant.command().command())
                .isEqualTo(new Command.Grant(250, "goodwill", null, Instant.parse("2027-01-30T00:00:00Z"), false));
    }

    @Test
    void texts_of_a_csv_file_are_read_as_what_they_say() throws IOException {
        Path file = Files.writeString(directory.resolve("grants.csv"), """
                participant_id,amount,reason,memo,idempotency_key,expires_at,counts_for_lifetime
                p1,250,moved,,k1,2027-01-01T00:00:00Z,false
                p2, 7.00 ,moved,by hand,k2,,true
                p3,1e3,moved,,k3,,
                """);
        List<Command> commands = new ArrayList<>();
        try (Rows rows = Source.of(file, CsvFormat.DETECTED).open()) {
            while (rows.hasNext()) {
                Mapped mapped = unmapped(null).apply(rows.next(), NOW);
                assertThat(mapped).isInstanceOf(Mapped.Grant.class);
                commands.add(((Mapped.Grant) mapped).command().command());
            }
        }
        assertThat(commands)
                .containsExactly(
                        new Command.Grant(250, "moved", null, Instant.parse("2027-01-01T00:00:00Z"), false),
                        new Command.Grant(7, "moved", "by hand", null, true),
                        new Command.Grant(1_000, "moved", null, null, true));
    }

    @Test
    void a_mapping_makes_grants_of_other_columns() throws IOException {
        Mapped.Grant grant = grant(
                mapped(),
                "{\"customer\":7,\"balance\":\"1.250\",\"shop\":\"Bonn\",\"until\":\"31.12.2027\",\"counts\":\"0\"}");
        assertThat(grant.command().participantId()).isEqualTo("7");
        assertThat(grant.command().idempotencyKey()).isEqualTo("old:7");
        assertThat(grant.command().command())
                .isEqualTo(
                        new Command.Grant(1_250, "moved", "from Bonn", Instant.parse("2027-12-31T00:00:00Z"), false));
    }

    @Test
    void all_that_is_wrong_is_reported_in_the_words_of_the_command() throws IOException {
        String row = "{\"participant_id\":\"\",\"amount\":%s,\"memo\":\"" + "m".repeat(501)
                + "\",\"idempotency_key\":\"k\",\"expires_at\":\"2026-10-31T00:00:00Z\",\"valid_for\":\"PT1M\",\"x\":1}";
        for (String amount : List.of("0", "1000001", "1.5", "\"many\"", "null", "1e999999")) {
            ObjectNode body = object(row.formatted(amount));
            assertThat(refused(unmapped(null), row.formatted(amount)))
                    .as(amount)
                    .isEqualTo(GrantBody.of(body, NOW).problems())
                    .extracting(Problem::path)
                    .contains("participant_id", "amount", "reason", "memo", "expires_at", "valid_for", "x");
        }
    }

    @Test
    void a_row_without_key_or_tenant_is_refused_once_for_each() throws IOException {
        String row = "{\"participant_id\":\"p\",\"amount\":1,\"reason\":\"r\"%s}";
        Mapping noTenant = Mapping.of(RowKind.GRANTS, null, null, null, Map.of());
        assertThat(refused(noTenant, row.formatted("")))
                .extracting(Problem::path)
                .containsExactly("tenant_id", "idempotency_key");
        assertThat(refused(noTenant, row.formatted(",\"idempotency_key\":\"k\",\"tenant_id\":\"a b\"")))
                .extracting(Problem::path, Problem::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("tenant_id", "bad_format"));
        assertThat(grant(noTenant, row.formatted(",\"idempotency_key\":\"k\",\"tenant_id\":\"own\""))
                        .tenantId())
                .isEqualTo("own");
    }

    @Test
    void columns_of_the_key_and_of_a_topic_are_no_members_of_the_grant() throws IOException {
        assertThat(grant(
                                unmapped("old:{id}"),
                                "{\"participant_id\":\"p\",\"amount\":1,\"reason\":\"r\",\"id\":5,\"_partition\":1,"
                                        + "\"_offset\":2,\"_timestamp\":3,\"_key\":\"x\"}")
                        .command()
                        .idempotencyKey())
                .isEqualTo("old:5");
    }

    @Test
    void a_mapping_of_grants_has_no_members_of_events() {
        assertThatThrownBy(() -> Mapping.of(
                        RowKind.GRANTS,
                        Files.writeString(directory.resolve("e.yaml"), "event_type: x\nattributes: {a: b}\n"),
                        "t",
                        null,
                        Map.of()))
                .hasMessageContaining("expected one of [amount, counts_for_lifetime, expires_at, idempotency_key, memo,"
                        + " participant_id, reason, tenant_id, valid_for], but event_type")
                .hasMessageContaining("but attributes");
    }

    @Test
    void a_grant_is_written_as_a_command_for_which_nobody_waits() throws IOException {
        Mapped.Grant grant = grant(
                unmapped(null), "{\"participant_id\":\"p\",\"amount\":1,\"reason\":\"r\",\"idempotency_key\":\"k\"}");
        ProducerRecord<byte[], byte[]> record = grant.record(17);
        assertThat(record.topic()).isEqualTo(Topics.RAW_COMMANDS.name());
        assertThat(record.timestamp()).isEqualTo(17);
        assertThat(record.partition()).isNull();
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("k");
        assertThat(EventHeaders.text(record.headers(), EventHeaders.TENANT)).hasValue("t");
        assertThat(record.headers().lastHeader(EventHeaders.SYNC)).isNull();
        assertThat(grant.ledgerKey()).as("no event's").isEqualTo("!t|k");
    }

    private static Mapping unmapped(String key) throws IOException {
        return Mapping.of(RowKind.GRANTS, null, "t", key, Map.of());
    }

    private Mapping mapped() throws IOException {
        return Mapping.of(RowKind.GRANTS, Files.writeString(directory.resolve("m.yaml"), MAPPING), "t", null, Map.of());
    }

    private static ObjectNode object(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
    }

    private static Mapped.Grant grant(Mapping mapping, String json) {
        Mapped mapped = mapping.apply(Row.of(3, object(json)), NOW);
        assertThat(mapped).isInstanceOf(Mapped.Grant.class);
        return (Mapped.Grant) mapped;
    }

    private static List<Problem> refused(Mapping mapping, String json) {
        Mapped mapped = mapping.apply(Row.of(3, object(json)), NOW);
        assertThat(mapped).isInstanceOf(Mapped.Refused.class);
        return ((Mapped.Refused) mapped).problems();
    }
}
