package dev.portcullis.auth.user;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import io.r2dbc.spi.Readable;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The accounts. */
@Component
public final class Users {

    private static final String COLUMNS = "SELECT id, username, password_hash, roles, scopes FROM account ";

    private final Database database;
    private final PasswordHashing hashing;

    Users(Database database, PasswordHashing hashing) {
        this.database = database;
        this.hashing = hashing;
    }

    private record Stored(Account account, String hash) {}

    /**
     * Who this is. An unknown name and a wrong password take the same steps to the same refusal, so that neither the
     * answer nor its time tells which names exist. Never empty.
     */
    public Mono<Outcome<Account>> authenticate(Username username, Password password) {
        return database.inTransaction(find(username))
                .flatMap(found -> hashing.matches(password, found.map(Stored::hash))
                        .map(outcome -> outcome.then(matches -> recognised(found, matches))));
    }

    private static Outcome<Account> recognised(Optional<Stored> found, boolean matches) {
        return found.filter(stored -> matches)
                .map(stored -> Outcome.passed(stored.account()))
                .orElseGet(() -> Outcome.refused(Refusal.INVALID_CREDENTIALS));
    }

    /** Makes a user; a taken name is a refusal. Never empty. */
    public Mono<Outcome<Account>> create(NewUser user) {
        return hashing.hash(user.password()).flatMap(Outcome.step(hash -> insert(user, hash)));
    }

    /** Whether there is a user of this name. Never empty. */
    public Mono<Boolean> exists(Username username) {
        return database.inTransaction(find(username)).map(Optional::isPresent);
    }

    /**
     * Locks the account's row until the end of the surrounding transaction. Instants that are compared, mint and cut-off,
     * are read after it, so that whichever act comes second also carries the later instant. Never empty.
     */
    public Mono<Optional<Account>> lock(UUID id) {
        return database.first(database.sql(COLUMNS + "WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map(row -> stored(row).account())
                .all());
    }

    private Mono<Optional<Stored>> find(Username username) {
        return database.first(database.sql(COLUMNS + "WHERE username = :username")
                .bind("username", username.text())
                .map(Users::stored)
                .all());
    }

    private Mono<Outcome<Account>> insert(NewUser user, String hash) {
        Account account = new Account(UUID.randomUUID(), user.username().text(), user.roles(), user.scopes());
        return database.inTransaction(database.changed(
                        database.sql("INSERT INTO account (id, username, password_hash, roles, scopes, created_at)"
                                        + " VALUES (:id, :username, :hash, :roles, :scopes, clock_millis())")
                                .bind("id", account.id())
                                .bind("username", account.username())
                                .bind("hash", hash)
                                .bind("roles", account.roles().text())
                                .bind("scopes", account.scopes().text())))
                .map(inserted -> Outcome.passed(account))
                .onErrorReturn(DataIntegrityViolationException.class, Outcome.refused(Refusal.USERNAME_TAKEN));
    }

    private static Stored stored(Readable row) {
        Account account = new Account(
                Rows.required(row, "id", UUID.class),
                Rows.text(row, "username"),
                Words.ofText(Rows.text(row, "roles")),
                Words.ofText(Rows.text(row, "scopes")));
        return new Stored(account, Rows.text(row, "password_hash"));
    }
}
