package dev.portcullis.auth.session;

import dev.portcullis.auth.user.Account;
import dev.portcullis.auth.user.Words;
import java.util.List;
import java.util.Optional;

/**
 * What tokens are minted from once the transaction has committed: everything was read under its locks.
 *
 * @param account the user
 * @param session the session
 * @param seed of the family
 * @param now the database's clock in milliseconds, the mint instant
 */
record Tenure(Account account, Session session, Seed seed, long now) {

    /** The same with no more than these scopes; nothing where the user lacks one of them. */
    Optional<Tenure> narrowedTo(List<String> scopes) {
        if (!account.scopes().list().containsAll(scopes)) {
            return Optional.empty();
        }
        Account narrowed = new Account(account.id(), account.username(), account.roles(), new Words(scopes));
        return Optional.of(new Tenure(narrowed, session, seed, now));
    }
}
