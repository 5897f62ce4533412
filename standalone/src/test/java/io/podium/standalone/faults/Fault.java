package io.podium.standalone.faults;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The ways to hurt a cluster. Each ends with everything running and every link mended; none waits for recovery. */
enum Fault {
    KILL_PROCESSOR("kill -9 of a processor"),
    PAUSE_PROCESSOR("a processor paused beyond its session"),
    RESTART_PROCESSORS("rolling restart of the processors"),
    KILL_API("kill -9 of an API node"),
    PAUSE_API("an API node paused"),
    RESTART_APIS("rolling restart of the API nodes"),
    KILL_BROKER("kill -9 of a broker"),
    PAUSE_BROKER("a broker paused beyond its session"),
    RESTART_BROKERS("rolling restart of the brokers"),
    CUT_SIDE("network cut between one side and all brokers"),
    CUT_QUERIES("network cut between the API nodes and a processor"),
    SLOW_SIDE("slow links between one side and all brokers"),
    FULL_DISK("full disk under a processor that is killed");

    /** Longer than the session of a processor (6 s) and of a broker (9 s). */
    private static final int PAUSE_SECONDS = 12;

    final String title;

    Fault(String title) {
        this.title = title;
    }

    void strike(Cluster cluster, Random random) throws InterruptedException {
        switch (this) {
            case KILL_PROCESSOR -> killAndStart(one(cluster.processors, random), random);
            case PAUSE_PROCESSOR -> pause(one(cluster.processors, random));
            case RESTART_PROCESSORS -> restart(cluster.processors, "processor started");
            case KILL_API -> killAndStart(one(cluster.apis, random), random);
            case PAUSE_API -> pause(one(cluster.apis, random));
            case RESTART_APIS -> restart(cluster.apis, "ingest started");
            case KILL_BROKER -> killAndStart(one(cluster.brokers, random), random);
            case PAUSE_BROKER -> pause(one(cluster.brokers, random));
            case RESTART_BROKERS -> restart(cluster.brokers, "broker started");
            case CUT_SIDE -> hurt(one(cluster.brokerLinks, random), Link::cut);
            case CUT_QUERIES -> hurt(List.of(one(cluster.queryLinks, random)), Link::cut);
            case SLOW_SIDE -> hurt(one(cluster.brokerLinks, random), Link::slow);
            case FULL_DISK -> fillDisk(cluster);
        }
    }

    /** Whether this machine lets it be done without harm to anything else. */
    boolean possible(Cluster cluster) {
        return this != FULL_DISK || cluster.disk.canBeFilled();
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static void killAndStart(Node node, Random random) throws InterruptedException {
        node.kill();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(4_000));
        node.start();
    }

    private static void pause(Node node) throws InterruptedException {
        node.signal("STOP");
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        node.signal("CONT");
    }

    private static void restart(List<Node> nodes, String ready) {
        for (Node node : nodes) {
            node.stop();
            node.start();
            node.child().line(ready);
        }
    }

    private static void hurt(List<Link> links, Consumer<Link> harm) throws InterruptedException {
        links.forEach(harm);
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        links.forEach(Link::mend);
    }

    private static void fillDisk(Cluster cluster) throws InterruptedException {
        Node node = cluster.processors.get(1);
        cluster.disk.fill();
        TimeUnit.SECONDS.sleep(2);
        node.kill();
        node.start();
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        cluster.disk.free();
        node.startIfEnded();
    }
}
