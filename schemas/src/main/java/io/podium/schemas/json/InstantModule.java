package io.podium.schemas.json;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Instants as RFC 3339 texts, the same as {@link Instant#toString()} writes them and Jackson's own deserializer reads
 * them, but by a parser made for this one format: instants were a third of all time spent on JSON.
 */
final class InstantModule extends SimpleModule {

    private static final long serialVersionUID = 1L;
    private static final int MILLI = 1_000_000;
    private static final int MICRO = 1_000;
    /** RFC 3339 has years of four digits. */
    private static final int LAST_YEAR = 9999;

    /**
     * Texts of instants, by hash. The records of one event name the same few instants again and again. Entries are
     * immutable and any may be replaced at any time, so that threads can share them without a lock.
     */
    private static final Known[] KNOWN = new Known[256];

    private record Known(Instant instant, SerializableString text) {}

    InstantModule() {
        super("podium-instants");
        addSerializer(Instant.class, new Writer());
        addDeserializer(Instant.class, new Reader());
    }

    /** The text of an instant, which is often one of the latest. */
    static SerializableString text(Instant instant) {
        int slot = instant.hashCode() & KNOWN.length - 1;
        Known known = KNOWN[slot];
        if (known == null || !known.instant.equals(instant)) {
            known = new Known(instant, new SerializedString(write(instant)));
            KNOWN[slot] = known;
        }
        return known.text;
    }

    /** The text of an instant: seconds with as many fractional digits as it needs, in groups of three. */
    static String write(Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        return time.getYear() < 0 || time.getYear() > LAST_YEAR
                ? instant.toString()
                : ITU.formatUtc(time, digits(time.getNano()));
    }

    private static int digits(int nano) {
        if (nano == 0) {
            return 0;
        }
        return nano % MILLI == 0 ? 3 : nano % MICRO == 0 ? 6 : 9;
    }

    private static final class Writer extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(text(instant));
        }
    }

    private static final class Reader extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString();
            try {
                if (text != null) {
                    return DateTime.parse(text);
                }
            } catch (DateTimeException e) {
                // Another form, or none: Jackson reads it, or says what is wrong with it.
            }
            return InstantDeserializer.INSTANT.deserialize(in, context);
        }
    }
}
