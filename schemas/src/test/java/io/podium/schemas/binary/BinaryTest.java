package io.podium.schemas.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Parser;
import io.podium.schemas.state.Moment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class BinaryTest {

    /** One of each kind of value. */
    record Everything(
            long number,
            boolean flag,
            String text,
            BigDecimal decimal,
            Instant instant,
            String optional,
            List<Long> list,
            Map<String, Long> map) {}

    /** Read from its positional form alone. */
    private static final class EverythingCodec implements StateCodec<Everything, Moment> {
        private static void write(Everything value, BinaryWriter out) {
            out.number(value.number())
                    .flag(value.flag())
                    .text(value.text())
                    .decimal(value.decimal())
                    .instant(value.instant())
                    .optional(value.optional(), out::text)
                    .list(value.list(), out::number)
                    .map(value.map(), (name, count) -> out.text(name).number(count));
        }

        @Override
        public Moment message(Everything value) {
            throw new UnsupportedOperationException("expected to be read only");
        }

        @Override
        public Everything value(Moment message) {
            throw new IllegalArgumentException("expected a positional form, but " + message);
        }

        @Override
        public Parser<Moment> parser() {
            return Moment.parser();
        }

        @Override
        public byte latestForm() {
            return 1;
        }

        @Override
        public Everything read(BinaryReader in, byte form) {
            return new Everything(
                    in.number(),
                    in.flag(),
                    in.text(),
                    in.decimal(),
                    in.instant(),
                    in.optional(in::text),
                    in.list(in::number),
                    in.map(in::text, in::number));
        }
    }

    private static final StateSerde<Everything, Moment> SERDE =
            new StateSerde<>(Everything.class, new EverythingCodec());

    @Provide
    Arbitrary<Everything> everything() {
        Arbitrary<Long> numbers = Arbitraries.longs();
        Arbitrary<String> texts = Arbitraries.strings().all().excludeChars(surrogates());
        Arbitrary<BigDecimal> decimals = Combinators.combine(
                        Arbitraries.bigIntegers()
                                .between(BigInteger.TWO.pow(200).negate(), BigInteger.TWO.pow(200)),
                        Arbitraries.integers().between(-40, 40))
                .as(BigDecimal::new);
        return Combinators.combine(
                        numbers,
                        Arbitraries.of(true, false),
                        texts,
                        decimals,
                        Arbitraries.longs()
                                .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
                                .map(second -> Instant.ofEpochSecond(second, Math.floorMod(second, 1_000_000_000))),
                        texts.injectNull(0.3),
                        numbers.list().ofMaxSize(20),
                        Arbitraries.maps(texts, numbers).ofMaxSize(20))
                .as(Everything::new);
    }

    private static char[] surrogates() {
        char[] all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return all;
    }

    @Property
    void what_is_written_is_read_back(@ForAll("everything") Everything value) {
        byte[] bytes = write(value);
        Everything read = read(bytes);
        assertThat(read).isEqualTo(value);
        assertThat(read.map().keySet()).containsExactlyElementsOf(value.map().keySet());
        assertThat(write(read)).isEqualTo(bytes);
    }

    @Property
    void bytes_that_end_early_or_late_are_reported(@ForAll("everything") Everything value) {
        byte[] bytes = write(value);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("Everything in a-store");
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(SerializationException.class);
    }

    @Property
    void any_bytes_are_read_or_reported_about_and_never_fill_the_memory(@ForAll byte[] bytes) {
        try {
            read(bytes);
        } catch (SerializationException expected) {
            assertThat(expected).hasMessageContaining("expected a Everything");
        }
    }

    @Test
    void small_numbers_are_short() {
        assertThat(new BinaryWriter().number(0).number(-1).number(63).toBytes()).hasSize(3);
        assertThat(new BinaryWriter().number(Long.MIN_VALUE).toBytes()).hasSize(10);
    }

    @Test
    void state_from_the_time_before_the_binary_form_is_still_read() {
        byte[] json =
                ("{\"number\":5,\"flag\":true,\"text\":\"a\",\"decimal\":1.50,\"instant\":\"2026-04-30T10:42:00Z\","
                                + "\"optional\":null,\"list\":[1],\"map\":{\"b\":2}}")
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(read(json))
                .isEqualTo(new Everything(
                        5,
                        true,
                        "a",
                        new BigDecimal("1.50"),
                        Instant.parse("2026-04-30T10:42:00Z"),
                        null,
                        List.of(1L),
                        new TreeMap<>(Map.of("b", 2L))));
    }

    @Test
    void nothing_stays_nothing() {
        assertThat(SERDE.serializer().serialize("a-store", null)).isNull();
        assertThat(read(null)).isNull();
    }

    private static byte[] write(Everything value) {
        BinaryWriter out = new BinaryWriter().raw((byte) 1);
        EverythingCodec.write(value, out);
        return out.toBytes();
    }

    private static Everything read(byte[] bytes) {
        return SERDE.deserializer().deserialize("a-store", bytes);
    }
}
