package dev.portcullis.auth.session;

import dev.portcullis.revocation.LogPosition;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the transaction of a refresh ended; what is left to do happens after its commit. */
sealed interface Prolongation {

    <R> R fold(Function<Tenure, R> ifProlonged, Function<LogPosition, R> ifReused, Supplier<R> ifInvalid);

    /** Tokens are to be minted. */
    record Prolonged(Tenure tenure) implements Prolongation {
        @Override
        public <R> R fold(Function<Tenure, R> ifProlonged, Function<LogPosition, R> ifReused, Supplier<R> ifInvalid) {
            return ifProlonged.apply(tenure);
        }
    }

    /** The session was ended, and the entry that says so is to be published. */
    record Reused(LogPosition entry) implements Prolongation {
        @Override
        public <R> R fold(Function<Tenure, R> ifProlonged, Function<LogPosition, R> ifReused, Supplier<R> ifInvalid) {
            return ifReused.apply(entry);
        }
    }

    /** Nothing was changed. */
    record Invalid() implements Prolongation {
        @Override
        public <R> R fold(Function<Tenure, R> ifProlonged, Function<LogPosition, R> ifReused, Supplier<R> ifInvalid) {
            return ifInvalid.get();
        }
    }
}
