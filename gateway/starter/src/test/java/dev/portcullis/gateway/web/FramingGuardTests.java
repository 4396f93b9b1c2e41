package dev.portcullis.gateway.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever the network cuts the bytes. */
final class FramingGuardTests {

    private static final String HEAD = "POST /x HTTP/1.1\r\nHost: a\r\n";
    private static final String FOLDED = HEAD + "X-A: b\r\n c\r\nContent-Length: 0\r\n\r\n";
    private static final String INDENTED = HEAD + "Content-Length: 14\r\n\r\n\n {\r\n\t\"a\"\n \r\n}";
    private static final String CHUNKED =
            HEAD + "Transfer-Encoding: chunked\r\n\r\n4\r\n\n a\n\r\n2\r\n\r\n\r\n0\r\n\r\n";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FramingGuard guard =
            new FramingGuard(new RefusalRenderer(URI.create("/errors/"), "edge", new RefusalRecord(meters)));
    private final EmbeddedChannel channel = new EmbeddedChannel(new FoldWatch(guard), new HttpServerCodec(), guard);
    private int requests;
    private int ends;
    private int octets;

    private void receive(String bytes) {
        if (!bytes.isEmpty() && channel.isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
        }
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            requests += message instanceof HttpRequest ? 1 : 0;
            ends += message instanceof LastHttpContent ? 1 : 0;
            if (message instanceof HttpContent content) {
                octets += content.content().readableBytes();
                content.release();
            }
        }
    }

    private String sent() {
        StringBuilder sent = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            sent.append(bytes.toString(ISO_8859_1));
            bytes.release();
        }
        return sent.toString();
    }

    static IntStream cuts() {
        return IntStream.range(0, FOLDED.length());
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void foldIsSeenWhereverTheBytesAreCut(int cut) {
        receive(FOLDED.substring(0, cut));
        receive(FOLDED.substring(cut));

        assertThat(requests).isZero();
        assertThat(sent()).startsWith("HTTP/1.1 400 ").contains("request_malformed");
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {INDENTED, CHUNKED})
    void bodyMayHoldWhatAHeadMayNot(String message) {
        List<String> twice = List.of(message + message, message, message);
        for (String bytes : twice) {
            receive(bytes);
        }
        for (char octet : message.toCharArray()) {
            receive(String.valueOf(octet));
        }

        assertThat(requests).isEqualTo(5);
        assertThat(ends).isEqualTo(5);
        assertThat(octets).isEqualTo(5 * (message.equals(INDENTED) ? 14 : 6));
        assertThat(sent()).isEmpty();
    }

    @Test
    void foldBehindABodyIsSeen() {
        receive(INDENTED + FOLDED);

        assertThat(requests).isEqualTo(1);
        assertThat(channel.isOpen()).as("the first answer is owed").isTrue();
        answer();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void bodyThatBreaksGetsOneAnswer() {
        receive(HEAD + "Transfer-Encoding: chunked\r\n\r\nz\r\n");

        assertThat(sent()).startsWith("HTTP/1.1 400 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void bodyThatBreaksBehindItsAnswerGetsNoSecond() {
        receive(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
        answer();
        receive("z\r\n");

        assertThat(sent()).containsOnlyOnce("HTTP/1.1").contains("HTTP/1.1 401 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void clientThatGoesAwayInTheMiddleIsNoRefusal() {
        receive(HEAD);
        channel.close();

        assertThat(meters.find("portcullis.gateway.refusals").counters()).isEmpty();
    }

    private void answer() {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.UNAUTHORIZED));
    }
}
