package io.podium.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyFilterTest {

    private final KeyFilter filter = new KeyFilter();

    @Test
    void it_knows_every_key_of_a_bucket_also_after_it_has_grown_and_few_others() {
        int keys = 1_300_000;
        for (int i = 0; i < keys; i++) {
            filter.add(KeyFilter.fingerprint("key" + i), 0);
        }
        assertThat(IntStream.range(0, keys)).allMatch(i -> filter.mayHold(KeyFilter.fingerprint("key" + i), 0));
        long mistaken = IntStream.range(0, 100_000)
                .filter(i -> filter.mayHold(KeyFilter.fingerprint("other" + i), 0))
                .count();
        assertThat(mistaken).isLessThan(600);
    }

    @Test
    void buckets_do_not_know_of_each_other_and_are_forgotten() {
        long key = KeyFilter.fingerprint("key");
        filter.add(key, 100);
        filter.add(key, 200);
        assertThat(filter.mayHold(key, 0)).isFalse();
        assertThat(filter.mayHold(key, 100)).isTrue();
        filter.forgetBefore(200);
        assertThat(filter.mayHold(key, 100)).isFalse();
        assertThat(filter.mayHold(key, 200)).isTrue();
    }
}
