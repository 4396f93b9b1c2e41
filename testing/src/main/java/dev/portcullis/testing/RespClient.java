package dev.portcullis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.StringJoiner;

/** One connection that speaks just enough RESP for a test to look into Redis without the client library under test. */
final class RespClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Socket socket;
    private final InputStream in;

    private RespClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static RespClient connect(String host, int port) {
        try {
            Socket socket = new Socket();
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            return new RespClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String call(String... command) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(("*" + command.length + "\r\n").getBytes(UTF_8));
            for (String part : command) {
                byte[] bytes = part.getBytes(UTF_8);
                out.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
                out.writeBytes(bytes);
                out.writeBytes("\r\n".getBytes(UTF_8));
            }
            socket.getOutputStream().write(out.toByteArray());
            return reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String reply() throws IOException {
        String line = line();
        return switch (line.charAt(0)) {
            case '$' -> bulk(Integer.parseInt(line.substring(1)));
            case '*' -> array(Integer.parseInt(line.substring(1)));
            default -> line.substring(1);
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] bytes = in.readNBytes(length + 2);
        return new String(bytes, 0, length, UTF_8);
    }

    private String array(int length) throws IOException {
        StringJoiner lines = new StringJoiner("\n");
        for (int i = 0; i < length; i++) {
            lines.add(reply());
        }
        return lines.toString();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\r'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("Redis closed the connection.");
            }
            line.write(b);
        }
        in.skipNBytes(1);
        return line.toString(UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
