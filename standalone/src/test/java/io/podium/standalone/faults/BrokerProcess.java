package io.podium.standalone.faults;

import io.podium.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * One broker of a cluster in a JVM of its own: id, port, controller port, voters, directory, replicas, and further
 * settings as {@code name=value}.
 */
final class BrokerProcess {

    private static final int PLACE = 6;

    private BrokerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> further = Arrays.stream(arguments)
                .skip(PLACE)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        EmbeddedBroker broker = EmbeddedBroker.start(
                Path.of(arguments[4]),
                new EmbeddedBroker.Node(
                        Integer.parseInt(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        arguments[3],
                        Integer.parseInt(arguments[5])),
                further);
        CountDownLatch asked = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            broker.close();
            asked.countDown();
        }));
        System.out.println("broker started");
        asked.await();
    }
}
