package dev.portcullis.revocation.protocol;

/** What a {@link Follower} needs from Redis next. */
public sealed interface RedisTurn {

    /** Calls the one method that this turn is. */
    <R> R take(Taker<R> taker);

    /**
     * The two turns there are.
     *
     * @param <R> what taking one leads to
     */
    interface Taker<R> {

        /** Read the list's state, then {@link Follower#loadBegun}, then its pages over the same connection. */
        R load();

        /** Read what the stream holds behind this number, then {@link Follower#streamed}. */
        R follow(long after);
    }

    /** See {@link Taker#load}. */
    record Load() implements RedisTurn {
        @Override
        public <R> R take(Taker<R> taker) {
            return taker.load();
        }
    }

    /** See {@link Taker#follow}. */
    record Follow(long after) implements RedisTurn {
        @Override
        public <R> R take(Taker<R> taker) {
            return taker.follow(after);
        }
    }
}
