package dev.portcullis.gateway.verification;

/** Whether the tokens of an issuer carry {@code iss}. */
public enum IssuerClaim {
    /** Each carries the configured one. */
    REQUIRED,
    /** Each carries the configured one or none. */
    OPTIONAL,
    /** None is configured, so a token that carries one is not of this issuer. */
    ABSENT;

    boolean isNamed() {
        return this != ABSENT;
    }

    boolean mayBeAbsent() {
        return this != REQUIRED;
    }
}
