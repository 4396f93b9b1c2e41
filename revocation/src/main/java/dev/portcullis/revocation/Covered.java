package dev.portcullis.revocation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a revocation covers: one token, or every token of a session, subject, client, issuer or key.
 *
 * <p>Two values cover the same tokens exactly when their {@linkplain #member() members} are equal.
 */
public sealed interface Covered {

    /** The kinds, as the log, the database and the administration interface write them. */
    enum Kind {
        TOKEN("token", 't', false),
        UNNAMED_TOKEN("unnamed_token", 'u', false),
        SESSION("session", 's', false),
        SUBJECT("subject", 'p', true),
        CLIENT("client", 'c', true),
        ISSUER("issuer", 'i', true),
        KEY("key", 'k', false);

        private final String word;
        private final char mark;
        private final boolean upToAnInstant;

        Kind(String word, char mark, boolean upToAnInstant) {
            this.word = word;
            this.mark = mark;
            this.upToAnInstant = upToAnInstant;
        }

        /** The kind whose members begin with that letter; empty for one that this version does not know. */
        public static Optional<Kind> of(char mark) {
            return Arrays.stream(values()).filter(kind -> kind.mark == mark).findFirst();
        }

        /** The wire word, stable. */
        public String word() {
            return word;
        }

        /**
         * Whether the score of an entry is a cut-off: tokens minted up to it are covered and later ones are not. The
         * other kinds cover their tokens whatever their dates, a key among them, because a thief writes any {@code iat}.
         */
        public boolean upToAnInstant() {
            return upToAnInstant;
        }

        private String member(String... parts) {
            return mark + ":" + Digests.ofParts(List.of(parts));
        }
    }

    /** Which kind this is. */
    Kind kind();

    /** The issuer whose tokens are covered: an exact {@code iss}. */
    String issuer();

    /**
     * The name of this in every copy of the log: the kind's letter and a SHA-256, always 45 characters. Nothing that a
     * token or an administrator supplies can therefore collide with another name, or with the log's own members, and no
     * personal data reaches Redis.
     */
    String member();

    /** One token, by its {@code jti}. */
    record Token(String issuer, String jti) implements Covered {
        @Override
        public Kind kind() {
            return Kind.TOKEN;
        }

        @Override
        public String member() {
            return kind().member(issuer, jti);
        }
    }

    /**
     * One token without a {@code jti}, by the SHA-256 of its signing input. Never of its signature: an ECDSA signature
     * has a second valid form, under which the revoked token would pass.
     */
    record UnnamedToken(String issuer, String signingInputDigest) implements Covered {
        @Override
        public Kind kind() {
            return Kind.UNNAMED_TOKEN;
        }

        @Override
        public String member() {
            return kind().member(issuer, signingInputDigest);
        }
    }

    /** Every token of one session, by its {@code sid}. */
    record Session(String issuer, String sid) implements Covered {
        @Override
        public Kind kind() {
            return Kind.SESSION;
        }

        @Override
        public String member() {
            return kind().member(issuer, sid);
        }
    }

    /** Every token of one subject that was minted up to an instant. */
    record Subject(String issuer, String subject) implements Covered {
        @Override
        public Kind kind() {
            return Kind.SUBJECT;
        }

        @Override
        public String member() {
            return kind().member(issuer, subject);
        }
    }

    /** Every token of one OAuth client that was minted up to an instant. */
    record Client(String issuer, String clientId) implements Covered {
        @Override
        public Kind kind() {
            return Kind.CLIENT;
        }

        @Override
        public String member() {
            return kind().member(issuer, clientId);
        }
    }

    /** Every token of one issuer that was minted up to an instant. */
    record Issuer(String issuer) implements Covered {
        @Override
        public Kind kind() {
            return Kind.ISSUER;
        }

        @Override
        public String member() {
            return kind().member(issuer);
        }
    }

    /** Every token that names one key, whatever its dates. */
    record Key(String issuer, String kid) implements Covered {
        @Override
        public Kind kind() {
            return Kind.KEY;
        }

        @Override
        public String member() {
            return kind().member(issuer, kid);
        }
    }
}
