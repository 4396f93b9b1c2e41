package dev.portcullis.auth.backchannel;

import dev.portcullis.auth.revocation.Revocation;
import dev.portcullis.revocation.Covered;
import java.util.Optional;

/** A logout token that its provider has signed for us. Only {@link LogoutTokens} makes one. */
final class LogoutToken {

    private final String issuer;
    private final String jti;
    private final long expiresAt;
    private final Optional<String> session;
    private final Optional<String> subject;

    LogoutToken(String issuer, String jti, long expiresAt, Optional<String> session, Optional<String> subject) {
        this.issuer = issuer;
        this.jti = jti;
        this.expiresAt = expiresAt;
        this.session = session;
        this.subject = subject;
    }

    /** The same for the same token of the same provider, and for no other. */
    String id() {
        return new Covered.Token(issuer, jti).member();
    }

    /** In milliseconds. */
    long expiresAt() {
        return expiresAt;
    }

    /**
     * What it ends: the session where it names one, else all of its subject.
     *
     * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken">OpenID Connect Back-Channel
     *     Logout 1.0, section 2.4</a>
     */
    Revocation revocation() {
        return session.map(sid -> Revocation.of(new Covered.Session(issuer, sid), sid))
                .or(() -> subject.map(sub -> Revocation.of(new Covered.Subject(issuer, sub), sub)))
                .orElseThrow(() -> new IllegalStateException("A logout token names a session or a subject."));
    }
}
