package io.podium.benchmarks.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that ask for much and read nothing, or send a request a few bytes at a time; each stays for a while. */
final class SlowAttack implements Attack {

    private static final int MOST_OPEN = 600;
    private static final int QUESTIONS = 20;

    private final long seed;
    private final int port;
    private final String[] keys;
    private final Deque<Socket> open = new ArrayDeque<>();

    SlowAttack(long seed, int port, String[] keys) {
        this.seed = seed;
        this.port = port;
        this.keys = keys;
    }

    @Override
    public String kind() {
        return "slow";
    }

    @Override
    public int send(long number) {
        Chance chance = new Chance(seed, kind(), number);
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4_096);
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            open.addLast(socket);
            int tenant = chance.below(keys.length);
            Requests requests = new Requests(chance, Names.TENANTS[tenant], keys[tenant]);
            if (chance.oneIn(2)) {
                byte[] question =
                        requests.get("/api/v1/contests/contest" + chance.below(25) + "/leaderboard?limit=500");
                for (int i = 0; i < QUESTIONS; i++) {
                    socket.getOutputStream().write(question);
                }
            } else {
                byte[] event = requests.post("/api/v1/ingest/events", new EventTexts(chance).body());
                socket.getOutputStream().write(event, 0, chance.below(event.length));
            }
            drip(chance);
        } catch (IOException e) {
            // closed or refused, as slow ones may be
        }
        while (open.size() > MOST_OPEN) {
            close(open.removeFirst());
        }
        return 1;
    }

    /** One of those that are open sends another byte. */
    private void drip(Chance chance) {
        Socket one = open.removeFirst();
        open.addLast(one);
        try {
            one.getOutputStream().write(chance.below(256));
        } catch (IOException e) {
            close(one);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // what was to be closed is closed
        }
    }

    @Override
    public void close() {
        open.forEach(SlowAttack::close);
        open.clear();
    }
}
