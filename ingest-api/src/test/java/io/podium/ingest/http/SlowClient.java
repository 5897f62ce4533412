package io.podium.ingest.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client that reads the beginning of an answer and no more. */
final class SlowClient implements AutoCloseable {

    private final Socket socket = new Socket();

    SlowClient(int port, String path, String bearer, String tenant) throws IOException {
        this(port, List.of(path), bearer, tenant);
    }

    /** Asks for several at once, before the first is answered. */
    SlowClient(int port, List<String> paths, String bearer, String tenant) throws IOException {
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + bearer
                    + "\r\nX-Bricqs-Tenant: " + tenant + "\r\n\r\n");
        }
        socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads up to the snapshot. */
    void awaitSnapshot() throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (read.indexOf("event:snapshot") < 0) {
            read.append((char) in.read());
        }
    }

    /** Whether, when it reads on, the connection ends. */
    boolean isCutOff() throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        try {
            int read = in.read(buffer);
            while (read >= 0) {
                read = in.read(buffer);
            }
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
