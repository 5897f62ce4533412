package io.podium.standalone.faults;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The ways to hurt a cluster. Each ends with everything running and every link mended; none waits for recovery. */
enum Fault {
    KILL_PROCESSOR("kill -9 of a processor") {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            killAndStart(one(cluster.processors, random), random);
        }
    },
    PAUSE_PROCESSOR("a processor paused beyond its session") {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            pause(one(cluster.processors, random));
        }
    },
    RESTART_PROCESSORS("rolling restart of the processors") {
        @Override
        void strike(Cluster cluster, Random random) {
            restart(cluster.processors, "processor started");
        }
    },
    KILL_API("kill -9 of an HTTP node") {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            killAndStart(one(cluster.apis, random), random);
        }
    },
    PAUSE_API("an HTTP node paused") {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            pause(one(cluster.apis, random));
        }
    },
    RESTART_APIS("rolling restart of the HTTP nodes") {
        @Override
        void strike(Cluster cluster, Random random) {
            restart(cluster.apis, "ingest started");
        }
    },
    KILL_BROKER("kill -9 of a broker") {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            killAndStart(one(cluster.brokers, random), random);
        }
    },
    PAUSE_BROKER("a broker paused beyond its session") {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            pause(one(cluster.brokers, random));
        }
    },
    RESTART_BROKERS("rolling restart of the brokers") {
        @Override
        void strike(Cluster cluster, Random random) {
            restart(cluster.brokers, "broker started");
        }
    },
    CUT_SIDE("network cut between one side and all brokers") {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            List<Link> links = one(cluster.brokerLinks, random);
            links.forEach(Link::cut);
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            links.forEach(Link::mend);
        }
    },
    CUT_QUERIES("network cut between the HTTP nodes and a processor") {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            Link link = one(cluster.queryLinks, random);
            link.cut();
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            link.mend();
        }
    },
    SLOW_SIDE("slow links between one side and all brokers") {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            List<Link> links = one(cluster.brokerLinks, random);
            links.forEach(Link::slow);
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            links.forEach(Link::mend);
        }
    },
    FULL_DISK("full disk under a processor that is killed") {
        @Override
        void strike(Cluster cluster, Random random) throws InterruptedException {
            Node node = cluster.processors.get(1);
            cluster.disk.fill();
            TimeUnit.SECONDS.sleep(2);
            node.kill();
            node.start();
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
            cluster.disk.free();
            node.startIfEnded();
        }

        @Override
        boolean possible(Cluster cluster) {
            return cluster.disk.canBeFilled();
        }
    };

    /** Longer than the session of a processor (6 s) and of a broker (9 s). */
    private static final int PAUSE_SECONDS = 12;

    final String title;

    Fault(String title) {
        this.title = title;
    }

    abstract void strike(Cluster cluster, Random random) throws InterruptedException;

    /** Whether this machine lets it be done without harm to anything else. */
    boolean possible(Cluster cluster) {
        return true;
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
}
