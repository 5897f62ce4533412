package io.podium.benchmarks.http;

import io.podium.benchmarks.AnswerLine;
import io.podium.standalone.setup.DevNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept connection that sends a request and reads its answer, as cheaply as that can be done. */
final class Connection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String head;

    Connection(int port, String path) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = socket.getOutputStream();
        head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + DevNode.ADMIN_KEY
                + "\r\nX-Bricqs-Tenant: " + DevNode.TENANT + "\r\nContent-Type: application/json\r\nContent-Length: ";
    }

    /** Sends a body and waits for the whole answer; its status. */
    int post(byte[] body) throws IOException {
        byte[] request = (head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[request.length + body.length];
        System.arraycopy(request, 0, whole, 0, request.length);
        System.arraycopy(body, 0, whole, request.length, body.length);
        out.write(whole);
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).trim());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private String line() throws IOException {
        return AnswerLine.read(in);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
