package dev.portcullis.quickstart.faults;

import java.util.List;
import java.util.Locale;

/** How the gateways learn of revocations; {@code faults.mode} says which. */
enum Mode {
    /** A question to Redis for each request. */
    DIRECT,
    /** A list in memory, by Redis and by the feed. */
    REPLICATED;

    static final Mode CHOSEN =
            valueOf(System.getProperty("faults.mode", "replicated").toUpperCase(Locale.ROOT));

    List<String> arguments(String feed) {
        return switch (this) {
            case DIRECT -> List.of("--portcullis.revocation.mode=direct");
            case REPLICATED ->
                List.of(
                        "--portcullis.revocation.mode=replicated",
                        "--portcullis.revocation.feed.uri=" + feed,
                        "--portcullis.revocation.feed.client-id=gateway",
                        "--portcullis.revocation.feed.client-secret=${FEED_SECRET}");
        };
    }
}
