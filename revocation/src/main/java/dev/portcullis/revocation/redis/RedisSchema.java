package dev.portcullis.revocation.redis;

/**
 * The one home of every name that Portcullis writes into Redis. All keys share one hash slot.
 *
 * <ul>
 *   <li>{@code <prefix>:list}, a sorted set. Entries have a score of 0 or more. What says that the list is whole stands
 *       in the same key with a score below 0, so that eviction takes all or nothing, and one range below 0 reads it
 *       atomically.
 *   <li>{@code <prefix>:log}, a stream whose entry ids are {@code n-0}.
 *   <li>{@code <prefix>:mark}, a counter that each append raises: {@code WAIT} counts only what a connection has written.
 *   <li>{@code <prefix>:probe}, written by gateways for the same reason.
 * </ul>
 *
 * @param prefix with a hash tag, by default <code>{portcullis}</code>
 * @param place empty for the list that gateways read; a name of its own for one that is being built beside it
 */
record RedisSchema(String prefix, String place) {

    /** Its score is −epoch. */
    static final String EPOCH = "epoch";

    /** Its score is −(number + 1): an empty log's head is 0, which is not below 0. */
    static final String HEAD = "head";

    /** Followed by the chain at the head; score −1, as for all that carry their value in the member. */
    static final String CHAIN = "chain=";

    /** Followed by a random text, new in each instance of the key. */
    static final String NONCE = "nonce=";

    /** Followed by {@code replid:nonce:attachments:W}. */
    static final String BLESSING = "blessing=";

    /** How many entries the stream keeps for followers that lag; whoever lags more loads the list anew. */
    static final int LOG_LENGTH = 100_000;

    RedisSchema {
        int open = prefix.indexOf('{');
        int close = prefix.indexOf('}', open + 1);
        if (open < 0 || close <= open + 1) {
            throw new IllegalArgumentException("A key prefix holds a hash tag, such as {portcullis}.");
        }
    }

    /** The keys that gateways read. */
    static RedisSchema of(String prefix) {
        return new RedisSchema(prefix, "");
    }

    /** Where one builder builds: a name of its own, so that two builders never write into one list. */
    RedisSchema building(String name) {
        return new RedisSchema(prefix, ":build:" + name);
    }

    boolean isBuild() {
        return !place.isEmpty();
    }

    String list() {
        return prefix + place + ":list";
    }

    String log() {
        return prefix + place + ":log";
    }

    String mark() {
        return prefix + ":mark";
    }

    String probe() {
        return prefix + ":probe";
    }

    static long epochOf(double score) {
        return (long) -score;
    }

    static long headOf(double score) {
        return (long) -score - 1;
    }

    static double scoreOfEpoch(long epoch) {
        return -epoch;
    }

    static double scoreOfHead(long number) {
        return -number - 1;
    }
}
