package dev.portcullis.gateway.app;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.logging.AccessLogArgProvider;

/**
 * One line a request, those that are refused too, under the logger {@value #LOGGER}. The server itself says it, so that
 * nothing that fails on the way is left out; what is no HTTP message at all never was a request, and is only counted among
 * the refusals.
 *
 * <p>Never in it: the query, where clients put tokens; any header but the trace's; the caller; the client's address, which is
 * personal data and stands in front of most gateways anyway.
 */
@Component
final class AccessLog implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    static final String LOGGER = "portcullis.access";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int LONGEST_PATH = 512;

    /** What would let a path begin a line, end its quotes, or hide on a terminal. */
    private static final Pattern UNSAFE = Pattern.compile("[^!-~]|[\"\\\\]");

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.accessLog(true, Line::new));
    }

    /** What is told of a request. */
    static String told(AccessLogArgProvider request) {
        return "method=" + safe(request.method())
                + " path=\"" + path(request.uri()) + '"'
                + " protocol=" + safe(request.protocol())
                + " status=" + safe(request.status())
                + " bytes=" + Math.max(0, request.contentLength())
                + " ms=" + request.duration()
                + " trace_id=" + trace(request.requestHeader("traceparent"));
    }

    private static String path(@Nullable CharSequence uri) {
        String path = String.valueOf(uri).split("[?#]", 2)[0];
        return path.length() <= LONGEST_PATH ? safe(path) : safe(path.substring(0, LONGEST_PATH)) + "...";
    }

    private static String safe(@Nullable CharSequence text) {
        return text == null ? "-" : UNSAFE.matcher(text).replaceAll("_");
    }

    private static String trace(@Nullable CharSequence traceparent) {
        var trace = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return trace.matches() ? trace.group(1) : "-";
    }

    /** The server's own line, said by our logger. */
    private static final class Line extends reactor.netty.http.server.logging.AccessLog {

        private final AccessLogArgProvider request;

        private Line(AccessLogArgProvider request) {
            super("");
            this.request = request;
        }

        @Override
        protected void log() {
            if (LOG.isInfoEnabled()) {
                LOG.info(told(request));
            }
        }
    }
}
