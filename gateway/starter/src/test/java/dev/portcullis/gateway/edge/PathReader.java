package dev.portcullis.gateway.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/** A server of another make that answers with the path as it has read it. It listens on a socket file, so on no port. */
final class PathReader implements AutoCloseable {

    private final Path socket;
    private final Process process;

    /** @param command starts it; it listens at the socket file */
    PathReader(Path socket, List<String> command) throws IOException {
        this.socket = socket;
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(socket + ".log"))
                .start();
        await(command.get(0)).until(() -> process.isAlive() && answers());
    }

    private boolean answers() {
        try (SocketChannel ignored = connect()) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What it made of the target; the status, where it wants none of it. */
    String reading(String target) {
        try (SocketChannel channel = connect()) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: edge.example\r\nConnection: close\r\n\r\n";
            ByteBuffer octets = ByteBuffer.wrap(request.getBytes(ISO_8859_1));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            RawHttp.Reply reply = RawHttp.read(new BufferedInputStream(Channels.newInputStream(channel)), false);
            return reply.status() == 200 ? new String(reply.body().getBytes(ISO_8859_1), UTF_8) : "" + reply.status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
