package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.TwinClock.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few newest proofs, oldest first, all of the highest epoch that was ever proved. Their floors never fall from one
 * to the next.
 *
 * <p>More than one, because a new proof's floor may be an entry that the stream has not delivered yet; the one before it
 * is still good then, and refusing for that moment would be refusing for nothing.
 */
final class Proofs {

    /** Beyond it the ones between the oldest and the newest go. */
    private static final int MOST = 16;

    private final List<Proof> held = new ArrayList<>();
    private long epoch;

    /** The highest epoch that was proved, 0 before the first proof. */
    long epoch() {
        return epoch;
    }

    /** Takes a proof in, which may be older than what is held already: two sources answer in their own time. */
    void add(Proof proof) {
        if (proof.epoch() < epoch) {
            return;
        }
        if (proof.epoch() > epoch) {
            epoch = proof.epoch();
            held.clear();
        }
        int place = held.size();
        while (place > 0 && isLater(held.get(place - 1).asOf(), proof.asOf())) {
            place--;
        }
        held.add(place, proof);
        raiseFloorsFrom(place);
        if (held.size() > MOST) {
            held.remove(held.size() - 2);
        }
    }

    private void raiseFloorsFrom(int place) {
        for (int i = Math.max(1, place); i < held.size(); i++) {
            Proof proof = held.get(i);
            long floor = Math.max(proof.floor(), held.get(i - 1).floor());
            held.set(i, new Proof(proof.asOf(), proof.epoch(), floor));
        }
    }

    /** As of when a copy that ends there is proved whole (rule F3). */
    @Nullable Reading provedUpTo(LogHead end) {
        for (int i = held.size() - 1; i >= 0 && end.epoch() == epoch; i--) {
            if (held.get(i).floor() <= end.number()) {
                return held.get(i).asOf();
            }
        }
        return null;
    }

    /** What is older can prove nothing more. */
    void forgetBefore(Reading asOf) {
        held.removeIf(proof -> isLater(asOf, proof.asOf()));
    }

    /** By the monotonic clock: one that stands still while the host is suspended still never runs backwards. */
    static boolean isLater(Reading one, Reading other) {
        long nanos = one.monotonicNanos() - other.monotonicNanos();
        return nanos > 0 || (nanos == 0 && one.wallMillis() > other.wallMillis());
    }
}
