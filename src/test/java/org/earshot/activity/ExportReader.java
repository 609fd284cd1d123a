package org.earshot.activity;

import io.restassured.RestAssured;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Who calls for an export, and reads it when a test says so: until then, hardly more than the head of the answer. */
final class ExportReader implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LITTLE = 4_096;
    private static final int HEXADECIMAL = 16;

    private final Socket socket = new Socket();
    private final InputStream in;

    /** Calls for an export, and waits until it has begun. */
    ExportReader(String token, String query) throws IOException {
        socket.setReceiveBufferSize(LITTLE);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
        socket.getOutputStream()
                .write(String.join(
                                "\r\n",
                                "GET " + Feedbacks.PATH + "/export" + query + " HTTP/1.1",
                                "Host: localhost",
                                "Authorization: Bearer " + token,
                                "",
                                "")
                        .getBytes(StandardCharsets.US_ASCII));
        in = new BufferedInputStream(socket.getInputStream(), LITTLE);
        String status = line();
        if (!status.equals("HTTP/1.1 200 OK")) {
            throw new AssertionError(status);
        }
        while (!line().isEmpty()) {
            // another header
        }
    }

    /** How many lines the rest has; fails with EOFException if it breaks off before its end. */
    long rest() throws IOException {
        long lines = 0;
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            byte[] chunk = in.readNBytes(size);
            if (chunk.length < size) {
                throw new EOFException();
            }
            for (byte each : chunk) {
                lines += each == '\n' ? 1 : 0;
            }
            line();
        }
        return lines;
    }

    /** Leaves without a word. */
    @Override
    public void close() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), HEXADECIMAL);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII).stripTrailing();
    }
}
