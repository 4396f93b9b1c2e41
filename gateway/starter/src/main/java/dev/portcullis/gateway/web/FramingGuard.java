package dev.portcullis.gateway.web;

import dev.portcullis.gateway.firewall.HostRule;
import dev.portcullis.gateway.firewall.TargetRule;
import dev.portcullis.gateway.refusal.Refusal;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;

/**
 * Answers bytes that are no request, and closes: where such a message ends nobody can tell, so what follows it must not be
 * read as the next one. Behind the decoder, before everything that would take a failed message for an exchange; the
 * server's own answer has no body, and to a body that breaks in the middle it sends a second answer.
 */
final class FramingGuard extends ChannelDuplexHandler {

    private static final int FIRST_FINAL_STATUS = 200;

    private final RefusalRenderer refusals;
    private int owed;
    private boolean answering;
    private boolean inHead = true;
    private boolean ended;

    FramingGuard(RefusalRenderer refusals) {
        this.refusals = refusals;
    }

    /** Whether the decoder waits for the end of a header section, or for the beginning of a message. */
    boolean isInHead() {
        return inHead;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (ended) {
            ReferenceCountUtil.release(message);
            return;
        }
        Optional<Refusal> refusal = message instanceof HttpObject part ? refusalOf(part) : Optional.empty();
        if (refusal.isPresent() && context.channel().isActive()) { // a client that went away asked for nothing
            ReferenceCountUtil.release(message);
            refuse(context, refusal.get(), message instanceof HttpRequest);
            return;
        }
        if (message instanceof HttpRequest) {
            owed++;
            inHead = false;
        }
        inHead |= message instanceof LastHttpContent;
        context.fireChannelRead(message);
    }

    private static Optional<Refusal> refusalOf(HttpObject part) {
        DecoderResult result = part.decoderResult();
        if (result.isFailure()) {
            return Optional.of(refusalOf(result.cause()));
        }
        if (!(part instanceof HttpRequest request)) {
            return Optional.empty();
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        // Of these the server's parser makes an empty 400. What it can read is judged later, where a browser may read
        // why.
        if (hosts.size() == 1 && !HostRule.isPlain(hosts)) {
            return Optional.of(new Refusal.HostRefused());
        }
        boolean http1 = request.protocolVersion().majorVersion() == 1; // HTTP/2 does not come through this decoder
        return http1 && TargetRule.isPlain(request.uri())
                ? Optional.empty()
                : Optional.of(new Refusal.RequestMalformed());
    }

    private static Refusal refusalOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal.TargetTooLong();
        }
        return cause instanceof TooLongHttpHeaderException
                ? new Refusal.HeadersTooLarge()
                : new Refusal.RequestMalformed();
    }

    /**
     * Nothing that follows is read.
     *
     * @param beforeItsExchange whether nothing behind this handler has heard of the message
     */
    void refuse(ChannelHandlerContext context, Refusal refusal, boolean beforeItsExchange) {
        if (ended) {
            return;
        }
        ended = true;
        int owedToOthers = beforeItsExchange ? owed : owed - 1;
        if (owedToOthers == 0 && !answering) {
            context.writeAndFlush(answer(refusal)).addListener(ChannelFutureListener.CLOSE);
        } else if (!beforeItsExchange) {
            context.close(); // its answer is on its way already, or the one before it will never come
        } // else the answers that are owed go first, and the last of them ends the connection
    }

    private DefaultFullHttpResponse answer(Refusal refusal) {
        byte[] body = refusals.bodyWithoutExchange(refusal);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(refusal.problem().status()),
                Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        int status =
                message instanceof HttpResponse response ? response.status().code() : FIRST_FINAL_STATUS;
        if (message instanceof HttpObject && status >= FIRST_FINAL_STATUS) {
            answering = !(message instanceof LastHttpContent);
            owed -= answering ? 0 : 1;
        }
        boolean last = ended && !answering && owed == 0;
        context.write(message, last ? promise.unvoid().addListener(ChannelFutureListener.CLOSE) : promise);
        if (status == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            inHead = false; // no HTTP from here on
            context.pipeline().remove(this);
        }
    }
}
