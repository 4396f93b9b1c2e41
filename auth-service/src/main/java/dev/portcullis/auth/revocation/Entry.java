package dev.portcullis.auth.revocation;

import dev.portcullis.auth.database.Rows;
import dev.portcullis.revocation.LogEntry;
import io.r2dbc.spi.Readable;
import java.util.Optional;

/**
 * An entry of the log as administrators see it.
 *
 * @param number its place in the log
 * @param kind the kind's wire word
 * @param issuer whose tokens
 * @param name see {@link Revocation#name()}
 * @param member its name in every copy
 * @param score see {@link LogEntry#score()}
 * @param reason why, or ""
 * @param recordedAt when it was recorded, in milliseconds
 * @param expiresAt when the last token that it covers has expired, in milliseconds
 * @param liftedBy the number of the entry that took it back
 */
public record Entry(
        long number,
        String kind,
        String issuer,
        String name,
        String member,
        long score,
        String reason,
        long recordedAt,
        long expiresAt,
        Optional<Long> liftedBy) {

    static final String COLUMNS = "SELECT e.number, e.kind, e.issuer, e.covered, e.member, e.score, e.reason,"
            + " e.recorded_at, e.expires_at, (SELECT MIN(l.number) FROM revocation_entry l"
            + " WHERE l.member = e.member AND l.score = 0 AND l.number > e.number) AS lifted_by"
            + " FROM revocation_entry e ";

    /** Whether it takes back those before it. */
    public boolean lifts() {
        return score == LogEntry.LIFT;
    }

    static Entry of(Readable row) {
        return new Entry(
                Rows.number(row, "number"),
                Rows.text(row, "kind"),
                Rows.text(row, "issuer"),
                Rows.text(row, "covered"),
                Rows.text(row, "member"),
                Rows.number(row, "score"),
                Rows.text(row, "reason"),
                Rows.number(row, "recorded_at"),
                Rows.number(row, "expires_at"),
                Rows.optionalNumber(row, "lifted_by"));
    }
}
