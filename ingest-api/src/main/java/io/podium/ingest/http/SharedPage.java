package io.podium.ingest.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A page that costs something to make, as that of all metrics does: whoever asks within a quarter of a second gets the
 * same one, so that nobody can keep a node busy by asking again and again.
 */
public final class SharedPage implements Supplier<String> {

    static final Duration FRESH = Duration.ofMillis(250);
    private static final String ONLY = "page";

    private final LoadingCache<String, String> pages;

    public SharedPage(Supplier<String> made) {
        this(made, Ticker.systemTicker());
    }

    SharedPage(Supplier<String> made, Ticker clock) {
        pages = Caffeine.newBuilder().ticker(clock).expireAfterWrite(FRESH).build(only -> made.get());
    }

    @Override
    public String get() {
        return pages.get(ONLY);
    }
}
