package dev.portcullis.gateway.web;

import dev.portcullis.gateway.refusal.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Refuses a header that goes on in the next line. The decoder joins the lines, which RFC 9112, section 5.2, allows, and
 * tells nobody; a reader in front of us that takes the second line for a header of its own has seen another request.
 *
 * <p>Whether a line that begins with a space is in a header section only the decoder knows. So it is given what goes before
 * that space, and then asked.
 */
final class FoldWatch extends ChannelInboundHandlerAdapter {

    private final FramingGuard guard;
    private boolean afterLineEnd;

    FoldWatch(FramingGuard guard) {
        this.guard = guard;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
            context.fireChannelRead(message);
            return;
        }
        for (int fold = nextFold(bytes); fold >= 0; fold = nextFold(bytes)) {
            int before = fold - bytes.readerIndex();
            if (before > 0) {
                context.fireChannelRead(bytes.readRetainedSlice(before));
            }
            if (guard.isInHead()) {
                bytes.release();
                guard.refuse(context.pipeline().context(guard), new Refusal.RequestMalformed(), true);
                return;
            }
            afterLineEnd = false;
        }
        afterLineEnd = bytes.getByte(bytes.writerIndex() - 1) == '\n';
        context.fireChannelRead(bytes);
    }

    /** Where the next line begins with a space or a tab; −1 where none does. */
    private int nextFold(ByteBuf bytes) {
        boolean lineEnd = afterLineEnd;
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            byte octet = bytes.getByte(i);
            if (lineEnd && (octet == ' ' || octet == '\t')) {
                return i;
            }
            lineEnd = octet == '\n';
        }
        return -1;
    }
}
