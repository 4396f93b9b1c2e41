package dev.portcullis.auth.admin;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.settings.BadConfiguration;
import dev.portcullis.auth.user.Account;
import dev.portcullis.auth.user.NewUser;
import dev.portcullis.auth.user.Password;
import dev.portcullis.auth.user.Username;
import dev.portcullis.auth.user.Users;
import dev.portcullis.auth.user.Words;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes the administrator that the environment names, once. One who is there is never changed. */
@Component
public final class FirstAdministrator {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private static final Words ROLES = new Words(List.of("admin"));
    private static final Words SCOPES =
            new Words(List.of("revocations:read", "revocations:write", "users:write", "clients:write", "keys:write"));

    private final Users users;
    private final Optional<AuthSettings.FirstAdministrator> written;

    FirstAdministrator(Users users, AuthSettings settings) {
        this.users = users;
        this.written = settings.secrets().firstAdministrator();
    }

    /** Fails with {@link BadConfiguration} where name or password cannot be used. */
    public Mono<Void> ensure() {
        return written.map(administrator -> create(newUser(administrator))).orElseGet(Mono::empty);
    }

    /** Asked first, so that an ordinary restart hashes nothing; a race with another instance ends as a taken name. */
    private Mono<Void> create(NewUser user) {
        return users.exists(user.username())
                .flatMap(exists -> exists ? Mono.empty() : users.create(user).doOnNext(FirstAdministrator::report))
                .then();
    }

    private static void report(Outcome<Account> outcome) {
        if (outcome instanceof Outcome.Passed) {
            log.info("The first administrator was created from the environment.");
        }
    }

    private static NewUser newUser(AuthSettings.FirstAdministrator written) {
        return Username.parse(written.username())
                .then(username -> Password.parse(written.password())
                        .then(password -> Outcome.passed(new NewUser(username, password, ROLES, SCOPES))))
                .fold(user -> user, refusal -> {
                    throw new BadConfiguration("PORTCULLIS_ADMIN_USERNAME must have 1 to 128 bytes and no control"
                            + " characters, PORTCULLIS_ADMIN_PASSWORD 1 to 512 bytes.");
                });
    }
}
