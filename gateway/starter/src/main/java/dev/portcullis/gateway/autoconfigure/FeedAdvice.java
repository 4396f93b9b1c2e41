package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.revocation.feed.FeedSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the start has to say of a feed that may be configured so. Names keys, never a value. */
final class FeedAdvice {

    private static final String FEED = PortcullisProperties.PREFIX + ".revocation.feed";

    private FeedAdvice() {}

    /** One sentence each; none where all is well. */
    static List<String> on(String mode, FeedSettings feed) {
        List<String> advice = new ArrayList<>();
        if (!mode.equals(RevocationMode.REPLICATED)) {
            advice.add(FEED + " is not asked in this mode: while Redis is gone every protected route answers 503."
                    + " Only the mode " + RevocationMode.REPLICATED + " has a second source.");
        } else if (feed.uri().getScheme().equals("http")
                && !isLoopback(feed.uri().getHost())) {
            // Basic: the secret opens the whole log to whoever listens, and an answer that was changed on the way is
            // believed.
            advice.add(FEED
                    + ".uri is plain http to another host: the client's secret can be read on the way and the answers"
                    + " changed. Use https, or a network that nobody else is on.");
        }
        return advice;
    }

    /** By its name alone: the start asks no resolver, and what one says may change. */
    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
    }
}
