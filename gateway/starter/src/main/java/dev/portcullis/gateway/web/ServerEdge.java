package dev.portcullis.gateway.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.ConnectionInfo;
import reactor.netty.http.server.HttpServer;

/**
 * Sets up the server in front of the gateway: its limit above ours, our answer in the place of its own empty ones, and
 * nobody's word about a client but a trusted proxy's. On some platforms Boot would by itself believe everyone's.
 */
public final class ServerEdge implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

    private static final List<String> SCHEMES = List.of("http", "https");

    private final int maxHeaderBytes;
    private final RefusalRenderer refusals;
    private final TrustedProxies proxies;

    public ServerEdge(int maxHeaderBytes, RefusalRenderer refusals, TrustedProxies proxies) {
        this.maxHeaderBytes = maxHeaderBytes;
        this.refusals = refusals;
        this.proxies = proxies;
    }

    /** After Boot's, which sets a limit and may switch the forwarded headers on. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.setUseForwardHeaders(false);
        factory.addServerCustomizers(this::customize);
    }

    private HttpServer customize(HttpServer server) {
        return server.httpRequestDecoder(decoder -> decoder.maxHeaderSize(maxHeaderBytes))
                .forwarded(this::schemeFromProxy)
                .doOnChannelInit((observer, channel, remote) -> guard(channel));
    }

    /** The scheme alone: without it a page of ours looks foreign to CORS behind a proxy that ends TLS. */
    private ConnectionInfo schemeFromProxy(ConnectionInfo connection, HttpRequest request) {
        String scheme = request.headers().get(ForwardedHeaders.PROTO);
        return scheme != null && SCHEMES.contains(scheme) && proxies.contain(connection.getRemoteAddress())
                ? connection.withScheme(scheme)
                : connection;
    }

    /** Where HTTP/2 is on, another codec stands there and the server's own answers remain. */
    private void guard(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            FramingGuard guard = new FramingGuard(refusals);
            pipeline.addBefore(NettyPipeline.HttpCodec, "portcullis.fold", new FoldWatch(guard));
            pipeline.addAfter(NettyPipeline.HttpCodec, "portcullis.framing", guard);
        }
    }
}
