package dev.portcullis.auth.session;

import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.revocation.LogPosition;
import java.util.function.Function;

/** How the transaction of a refresh ended; what is left to do happens after its commit. */
sealed interface Prolongation {

    <R> R fold(Function<Tenure, R> ifProlonged, Function<LogPosition, R> ifReused, Function<Refusal, R> ifRefused);

    /** Tokens are to be minted. */
    record Prolonged(Tenure tenure) implements Prolongation {
        @Override
        public <R> R fold(
                Function<Tenure, R> ifProlonged, Function<LogPosition, R> ifReused, Function<Refusal, R> ifRefused) {
            return ifProlonged.apply(tenure);
        }
    }

    /** The session was ended, and the entry that says so is to be published. */
    record Reused(LogPosition entry) implements Prolongation {
        @Override
        public <R> R fold(
                Function<Tenure, R> ifProlonged, Function<LogPosition, R> ifReused, Function<Refusal, R> ifRefused) {
            return ifReused.apply(entry);
        }
    }

    /** Nothing was changed. */
    record Refused(Refusal refusal) implements Prolongation {
        @Override
        public <R> R fold(
                Function<Tenure, R> ifProlonged, Function<LogPosition, R> ifReused, Function<Refusal, R> ifRefused) {
            return ifRefused.apply(refusal);
        }
    }
}
