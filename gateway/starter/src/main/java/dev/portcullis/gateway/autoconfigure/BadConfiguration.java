package dev.portcullis.gateway.autoconfigure;

import java.util.List;

/** The configuration cannot be used: every problem, one sentence each, and no value. */
final class BadConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BadConfiguration(List<String> problems) {
        super(problems.size() + " problem(s) in the configuration of the gateway");
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
