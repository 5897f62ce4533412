package io.podium.benchmarks.fuzz;

import io.podium.benchmarks.AnswerLine;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection over which any bytes are sent as a request; it is opened anew after what it can't go on from. */
final class Wire implements AutoCloseable {

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    Wire(int port) {
        this.port = port;
    }

    /**
     * What came back.
     *
     * @param status 0 where the connection was closed without an answer
     * @param bytes of the body
     */
    record Answer(int status, long bytes) {
        static final Answer CLOSED = new Answer(0, 0);
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws SocketTimeoutException when none comes in time
     */
    Answer exchange(byte[] request, int timeoutMillis) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.setSoTimeout(timeoutMillis);
        try {
            socket.getOutputStream().write(request);
            return answer();
        } catch (EOFException | SocketException e) {
            close();
            return Answer.CLOSED;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Answer answer() throws IOException {
        String[] first = line().split(" ");
        if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
            throw new IOException("expected an answer of HTTP/1.x, but " + String.join(" ", first));
        }
        int status = Integer.parseInt(first[1]);
        long length = 0;
        boolean closes = false;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).trim());
            }
            closes |= lower.startsWith("connection:") && lower.contains("close");
            chunked |= lower.startsWith("transfer-encoding:");
        }
        if (chunked) {
            length = chunks();
        } else {
            in.skipNBytes(length);
        }
        if (closes) {
            close();
        }
        return new Answer(status, length);
    }

    private long chunks() throws IOException {
        long all = 0;
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            in.skipNBytes(size + 2L);
            all += size;
        }
        line();
        return all;
    }

    private String line() throws IOException {
        return AnswerLine.read(in);
    }

    /** Text as it goes over the wire; characters of one byte only. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // what was to be closed is closed
        }
        socket = null;
    }
}
