package dev.portcullis.quickstart.process;

/** Why the quickstart does not run, as a sentence for the person who started it. Never carries a secret. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStart(String sentence) {
        super(sentence);
    }

    public CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
