package io.podium.standalone.faults;

import io.podium.standalone.Child;
import java.util.function.IntFunction;

/** One process of a cluster, and how to start it again. */
final class Node {
    final String name;
    private final IntFunction<Child> start;
    private int starts;
    private Child child;

    /**
     * Starts the process.
     *
     * @param start starts it for the time whose number it is given, from 1
     */
    Node(String name, IntFunction<Child> start) {
        this.name = name;
        this.start = start;
        start();
    }

    void start() {
        child = start.apply(++starts);
    }

    /** As a supervisor does: starts it again if it has ended. */
    void startIfEnded() {
        if (!child.isAlive()) {
            start();
        }
    }

    void kill() {
        child.kill();
    }

    void stop() {
        child.close();
    }

    void signal(String signal) {
        child.signal(signal);
    }

    Child child() {
        return child;
    }
}
