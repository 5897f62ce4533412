package io.podium.standalone.faults;

import io.podium.schemas.node.NodeThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A network link between two roles that can be slow or cut: a proxy on loopback. While it is cut, connections stay open
 * and silent, as behind a switch that lost its port; what was sent meanwhile arrives when it is mended.
 */
final class Link implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final long SLOW_MS = 60;

    private enum State {
        OPEN,
        SLOW,
        CUT
    }

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object changed = new Object();
    private State state = State.OPEN;

    /** A link that listens on one port of loopback and leads to another. */
    Link(int port, int target) {
        this.target = target;
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("expected to listen on " + port, e);
        }
        start(this::accept);
    }

    void cut() {
        set(State.CUT);
    }

    /** Each chunk of up to 16 KiB takes 60 ms longer, in both directions. */
    void slow() {
        set(State.SLOW);
    }

    void mend() {
        set(State.OPEN);
    }

    private void set(State newState) {
        synchronized (changed) {
            state = newState;
            changed.notifyAll();
        }
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket near = server.accept();
            sockets.add(near);
            start(() -> connect(near));
        }
    }

    private void connect(Socket near) throws IOException, InterruptedException {
        pass();
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(far);
            start(() -> pump(near, far));
            pump(far, near);
        } finally {
            close(near);
        }
    }

    private void pump(Socket from, Socket to) throws IOException, InterruptedException {
        try {
            from.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                pass();
                out.write(chunk, 0, read);
            }
        } finally {
            close(from);
            close(to);
        }
    }

    /** Waits as long as the link's state makes a chunk wait. */
    private void pass() throws InterruptedException {
        State now;
        synchronized (changed) {
            while (state == State.CUT) {
                changed.wait();
            }
            now = state;
        }
        if (now == State.SLOW) {
            TimeUnit.MILLISECONDS.sleep(SLOW_MS);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        NodeThreads.daemon("link", () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One end went away, and so does the other.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .start();
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // Already gone.
        }
    }

    @Override
    public void close() {
        mend();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(this::close);
    }
}
