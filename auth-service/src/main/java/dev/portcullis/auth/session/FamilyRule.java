package dev.portcullis.auth.session;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells a race from a theft.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9700#section-4.14.2">RFC 9700, section 4.14.2</a>
 */
enum FamilyRule {
    /** The current token: the next generation begins. */
    ROTATE,
    /** Spent a moment ago by another tab, or by a request whose answer was lost: the current one is given again. */
    REPEAT,
    /** Spent long ago: two parties hold the family, and we cannot tell which of them is the thief. */
    REUSED,
    /** Newer than the family: our database has lost a rotation. */
    UNKNOWN;

    /**
     * What to do with a token of {@code presented} generation. The grace includes its last millisecond.
     *
     * @param spentAt when that generation was rotated away, where that is still known
     */
    static FamilyRule of(long current, long presented, Optional<Long> spentAt, long now, Duration grace) {
        if (presented == current) {
            return ROTATE;
        }
        if (presented > current) {
            return UNKNOWN;
        }
        return spentAt.filter(spent -> now - spent <= grace.toMillis()).isPresent() ? REPEAT : REUSED;
    }
}
