package dev.portcullis.quickstart.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Mints access tokens by the cheapest way: each refresh of a session gives one more, with a name of its own. */
final class Tokens {

    private static final int SESSIONS = 4;

    private final Stage<?> stage;
    private final List<String> refreshTokens;
    private final String administrator;
    private final String valid;

    Tokens(Stage<?> stage) {
        this.stage = stage;
        this.administrator = stage.login().access();
        this.valid = stage.login().access();
        this.refreshTokens = new ArrayList<>(
                Stream.generate(() -> stage.login().refresh()).limit(SESSIONS).toList());
    }

    /** May revoke. */
    String administrator() {
        return administrator;
    }

    /** Is never revoked. */
    String valid() {
        return valid;
    }

    /** Fresh ones, at least so many. Blocks. */
    List<String> mint(int count) {
        int each = (count + SESSIONS - 1) / SESSIONS;
        List<CompletableFuture<List<String>>> chains = IntStream.range(0, SESSIONS)
                .mapToObj(session -> CompletableFuture.supplyAsync(() -> chain(session, each)))
                .toList();
        return chains.stream().flatMap(chain -> chain.join().stream()).toList();
    }

    private List<String> chain(int session, int length) {
        List<String> minted = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            AuthApi.Tokens next = stage.authApi(session % 2)
                    .refresh(refreshTokens.get(session))
                    .join();
            refreshTokens.set(session, next.refresh());
            minted.add(next.access());
        }
        return minted;
    }
}
