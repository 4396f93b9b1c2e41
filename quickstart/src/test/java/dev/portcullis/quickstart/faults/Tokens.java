package dev.portcullis.quickstart.faults;

/** The auth service's own: whose calls must go through, and who revokes. */
final class Tokens {

    private final String administrator;
    private final String valid;

    Tokens(Stage<?> stage) {
        this.administrator = stage.login();
        this.valid = stage.login();
    }

    /** May revoke. */
    String administrator() {
        return administrator;
    }

    /** Is never revoked. */
    String valid() {
        return valid;
    }
}
