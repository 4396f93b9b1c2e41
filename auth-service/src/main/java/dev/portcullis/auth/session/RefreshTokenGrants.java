package dev.portcullis.auth.session;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.revocation.publish.Publication;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What OAuth's endpoints may do with the text of a refresh token: what ours do, by the same rules. */
@Component
public final class RefreshTokenGrants {

    private final RefreshTokens tokens;
    private final Refresh refresh;
    private final Logout logout;

    RefreshTokenGrants(RefreshTokens tokens, Refresh refresh, Logout logout) {
        this.tokens = tokens;
        this.refresh = refresh;
        this.logout = logout;
    }

    /** Whether we have made it, whatever has become of its session. */
    public boolean isOurs(String text) {
        return tokens.read(text).fold(token -> true, refusal -> false);
    }

    /** The next pair, with the scopes that are asked for where any are. Never empty. */
    public Mono<Outcome<TokenPair>> refresh(String text, Optional<List<String>> asked) {
        return Mono.just(tokens.read(text)).flatMap(Outcome.step(token -> refresh.with(token, asked)));
    }

    /** Ends its session. Never empty. */
    public Mono<Outcome<Publication>> end(String text) {
        return Mono.just(tokens.read(text)).flatMap(Outcome.step(logout::with));
    }
}
