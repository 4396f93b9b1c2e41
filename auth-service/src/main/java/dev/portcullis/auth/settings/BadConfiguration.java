package dev.portcullis.auth.settings;

import java.util.List;

/** Stops the start: what operators wrote cannot be used. Names keys and what is allowed, never a value. */
public final class BadConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** Of one problem or more. */
    public BadConfiguration(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Of one problem. */
    public BadConfiguration(String problem) {
        this(List.of(problem));
    }

    List<String> problems() {
        return problems;
    }
}
