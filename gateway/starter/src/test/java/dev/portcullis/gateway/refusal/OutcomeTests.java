package dev.portcullis.gateway.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** A step that breaks in a way that Reactor would not signal. */
final class OutcomeTests {

    private static final Outcome<String> PASSED = new Outcome.Passed<>("a value");

    static Stream<Error> errorThatReactorRethrowsIsADefectAndNoRequestHangs() {
        return Stream.of(new NoClassDefFoundError("missing"), new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource
    void errorThatReactorRethrowsIsADefectAndNoRequestHangs(Error error) {
        Outcome<String> refused = new Outcome.Refused<>(new Refusal.Defect(error));

        assertThat(PASSED.<String>then(value -> {
                    throw error;
                }))
                .isEqualTo(refused);
        assertThat(Outcome.<String, String>step(value -> {
                            throw error;
                        })
                        .apply(PASSED)
                        .block())
                .isEqualTo(refused);
    }

    @Test
    void refusalWalksPastTheStepsThatFollow() {
        Outcome<String> refused = new Outcome.Refused<>(new Refusal.NoCredential());

        assertThat(refused.then(value -> PASSED)).isEqualTo(refused);
        assertThat(Outcome.<String, String>step(value -> Mono.just(PASSED))
                        .apply(refused)
                        .block())
                .isEqualTo(refused);
    }

    @Test
    void valueThatPassedGoesThroughTheStepsThatFollow() {
        Outcome<Integer> length = new Outcome.Passed<>(7);

        assertThat(PASSED.then(value -> new Outcome.Passed<>(value.length()))).isEqualTo(length);
        assertThat(Outcome.<String, Integer>step(value -> Mono.just(new Outcome.Passed<>(value.length())))
                        .apply(PASSED)
                        .block())
                .isEqualTo(length);
    }
}
