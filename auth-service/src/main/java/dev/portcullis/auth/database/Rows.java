package dev.portcullis.auth.database;

import io.r2dbc.spi.Readable;
import java.util.Optional;

/** Reads columns that the schema declares {@code NOT NULL}, and says so in the type where it does not. */
public final class Rows {

    private Rows() {}

    /** A text. */
    public static String text(Readable row, String column) {
        return required(row, column, String.class);
    }

    /** A whole number. */
    public static long number(Readable row, String column) {
        return required(row, column, Long.class);
    }

    /** A whole number, where there is one. */
    public static Optional<Long> optionalNumber(Readable row, String column) {
        return Optional.ofNullable(row.get(column, Long.class));
    }

    /** A value of another type. */
    public static <T> T required(Readable row, String column, Class<T> type) {
        T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("The schema says that " + column + " is never null.");
        }
        return value;
    }
}
