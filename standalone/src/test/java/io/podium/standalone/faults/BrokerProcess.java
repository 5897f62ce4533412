package io.podium.standalone.faults;

import io.podium.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** One broker of a cluster in a JVM of its own: id, port, controller port, voters, directory. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(
                Path.of(arguments[4]),
                new EmbeddedBroker.Node(
                        Integer.parseInt(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        arguments[3],
                        3));
        CountDownLatch asked = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            broker.close();
            asked.countDown();
        }));
        System.out.println("broker started");
        asked.await();
    }
}
