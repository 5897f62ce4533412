package io.podium.benchmarks.fuzz;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** Requests over HTTP; each must be answered within a time, with a status that says what is wrong, and briefly. */
final class HttpAttack implements Attack {

    private static final int ANSWER_MILLIS = 60_000;
    private static final int UNFINISHED_MILLIS = 200;
    private static final long ANSWER_BYTES = 256 * 1024;
    private static final int GROWTH = 8;

    private final String kind;
    private final Making making;
    private final long seed;
    private final Wire wire;
    private final Findings findings;
    private final String[] keys;

    /** A request and how many inputs it is. */
    record Made(Requests.Request request, int inputs) {}

    /** How requests of this kind are made. */
    interface Making {
        Made make(Chance chance, Requests requests);
    }

    HttpAttack(String kind, Making making, long seed, int port, String[] keys, Findings findings) {
        this.kind = kind;
        this.making = making;
        this.seed = seed;
        this.wire = new Wire(port);
        this.keys = keys;
        this.findings = findings;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public int send(long number) throws IOException {
        Chance chance = new Chance(seed, kind, number);
        int tenant = chance.below(keys.length);
        Made made = making.make(chance, new Requests(chance, Names.TENANTS[tenant], keys[tenant]));
        byte[] bytes = made.request().bytes();
        findings.sent(kind, bytes);
        boolean complete = made.request().complete();
        try {
            Wire.Answer answer = wire.exchange(bytes, complete ? ANSWER_MILLIS : UNFINISHED_MILLIS);
            if (answer.status() >= 500 && answer.status() != 503) {
                findings.violation(kind + " " + number + " was answered " + answer.status(), bytes);
            }
            boolean reads = bytes.length > 0 && bytes[0] == 'G';
            if (!reads && answer.bytes() > ANSWER_BYTES + (long) GROWTH * bytes.length) {
                findings.violation(
                        kind + " " + number + ": " + bytes.length + " bytes were answered with " + answer.bytes(),
                        bytes);
            }
        } catch (SocketTimeoutException e) {
            if (complete) {
                findings.violation(kind + " " + number + " was not answered within " + ANSWER_MILLIS + " ms", bytes);
            }
        }
        if (!complete) {
            wire.close();
        }
        return made.inputs();
    }

    @Override
    public void close() {
        wire.close();
    }
}
