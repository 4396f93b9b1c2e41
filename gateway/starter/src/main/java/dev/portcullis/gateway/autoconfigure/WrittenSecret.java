package dev.portcullis.gateway.autoconfigure;

/** A secret as configuration writes it. The record that holds it shows itself in logs and endpoints; this does not. */
record WrittenSecret(String text) {

    /** How the binder makes one. It never fails, because a failure would be told with the value. */
    public static WrittenSecret of(String text) {
        return new WrittenSecret(text);
    }

    @Override
    public String toString() {
        return "WrittenSecret[redacted]";
    }
}
