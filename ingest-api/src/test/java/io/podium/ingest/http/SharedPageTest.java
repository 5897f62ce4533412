package io.podium.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SharedPageTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();

    private SharedPage page(Supplier<String> maker) {
        return new SharedPage(maker, nanos::get);
    }

    @Test
    void whoever_asks_within_a_quarter_of_a_second_gets_the_same_page() {
        SharedPage page = page(() -> "page " + made.incrementAndGet());
        assertThat(page.get()).isEqualTo("page 1");
        nanos.addAndGet(SharedPage.FRESH.toNanos() - 1);
        assertThat(page.get()).isEqualTo("page 1");
        nanos.addAndGet(1);
        assertThat(page.get()).isEqualTo("page 2");
        assertThat(SharedPage.FRESH).hasMillis(250);
    }

    @Test
    void asking_does_not_keep_an_old_page_alive() {
        SharedPage page = page(() -> "page " + made.incrementAndGet());
        for (int i = 0; i < 100; i++) {
            page.get();
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(made.get()).as("of 10 s of asking, one each 300 ms").isBetween(33, 34);
    }

    @Test
    void many_that_ask_at_once_have_it_made_once() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SharedPage page = page(() -> {
            making.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "page " + made.incrementAndGet();
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(threads.submit(page::get));
            }
            assertThat(making.await(1, TimeUnit.MINUTES)).isTrue();
            goOn.countDown();
            for (Future<String> one : asked) {
                assertThat(one.get(1, TimeUnit.MINUTES)).isEqualTo("page 1");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_page_that_could_not_be_made_is_tried_again() {
        SharedPage page = page(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
            }
            return "page";
        });
        assertThatThrownBy(page::get).hasMessage("not now");
        assertThat(page.get()).isEqualTo("page");
    }
}
