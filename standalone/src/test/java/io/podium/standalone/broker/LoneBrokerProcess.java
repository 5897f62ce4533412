package io.podium.standalone.broker;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker that is a cluster of its own, in a JVM of its own, so that it can be killed; takes its directory. */
final class LoneBrokerProcess {

    private LoneBrokerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0);
        System.out.println("kafka " + broker.bootstrapServers());
        new CountDownLatch(1).await();
    }
}
