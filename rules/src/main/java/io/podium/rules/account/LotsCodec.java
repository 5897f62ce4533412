package io.podium.rules.account;

import io.podium.schemas.state.LotRecord;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Lots as they are stored, sorted by day. */
public final class LotsCodec {
    private LotsCodec() {}

    /** A message a day. */
    public static List<LotRecord> messages(NavigableMap<Long, Long> lots) {
        return lots.entrySet().stream()
                .map(lot -> LotRecord.newBuilder()
                        .setDay(lot.getKey())
                        .setPoints(lot.getValue())
                        .build())
                .toList();
    }

    /** The lots that messages say. */
    public static NavigableMap<Long, Long> lots(List<LotRecord> messages) {
        TreeMap<Long, Long> lots = new TreeMap<>();
        messages.forEach(lot -> lots.put(lot.getDay(), lot.getPoints()));
        return lots;
    }
}
