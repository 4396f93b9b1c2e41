package dev.portcullis.auth.session;

/**
 * A refresh token whose authenticity was checked: one generation of one family. Only {@link RefreshTokens} makes one.
 */
final class RefreshToken {

    private final Seed seed;
    private final long generation;

    RefreshToken(Seed seed, long generation) {
        this.seed = seed;
        this.generation = generation;
    }

    Seed seed() {
        return seed;
    }

    long generation() {
        return generation;
    }
}
