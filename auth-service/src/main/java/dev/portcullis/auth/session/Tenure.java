package dev.portcullis.auth.session;

import dev.portcullis.auth.user.Account;

/**
 * What tokens are minted from once the transaction has committed: everything was read under its locks.
 *
 * @param account the user
 * @param session the session
 * @param seed of the family
 * @param now the database's clock in milliseconds, the mint instant
 */
record Tenure(Account account, Session session, Seed seed, long now) {}
