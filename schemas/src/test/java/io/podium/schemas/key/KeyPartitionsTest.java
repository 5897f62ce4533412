package io.podium.schemas.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class KeyPartitionsTest {

    @Test
    void a_participants_id_may_hold_bars_and_is_read_back() {
        String key = RecordKeys.participant("t", "a|b|");
        assertThat(key).isEqualTo("t|a|b|");
        assertThat(RecordKeys.tenantOf(key)).isEqualTo("t");
        assertThat(RecordKeys.idOf(key)).isEqualTo("a|b|");
        assertThat(RecordKeys.idOf(RecordKeys.contest("t", "cup"))).isEqualTo("cup");
    }

    @Test
    void a_tenant_whose_name_begins_as_anothers_has_none_of_its_records() {
        byte[] key = RecordKeys.participant("tenant", "p").getBytes(StandardCharsets.UTF_8);
        assertThat(RecordKeys.isOf(key, "tenant")).isTrue();
        assertThat(RecordKeys.isOf(key, "ten")).isFalse();
        assertThat(RecordKeys.isOf(key, "tenant|p")).isFalse();
        assertThat(RecordKeys.isOf(null, "tenant")).isFalse();
    }

    /** A node that looked elsewhere than producers write would find nothing. */
    @Test
    void a_key_is_looked_for_where_kafkas_producers_put_it() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            String key = "tenant|p\u00e9" + Long.toString(random.nextLong(), 36);
            int partitions = 1 + random.nextInt(64);
            assertThat(RecordKeys.partition(key, partitions))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions));
        }
    }
}
