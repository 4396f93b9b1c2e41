package dev.portcullis.auth.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** A database that cannot be opened at the start. Names no address: it may hold the user and the password. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<CannotGetJdbcConnectionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, CannotGetJdbcConnectionException cause) {
        return new FailureAnalysis(
                "The database that spring.r2dbc.url names cannot be opened.",
                "It must be running and reachable, and take spring.r2dbc.username and password. An H2 file can be open in"
                        + " one process only.",
                rootFailure);
    }
}
