package dev.portcullis.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.gateway.refusal.Outcome;
import java.util.List;
import java.util.regex.Pattern;

/** Any header at all: the reader agrees with the grammar as RFC 6750, section 2.1, writes it, and never fails. */
final class CredentialFuzzTests {

    private static final int MAX = 200;
    private static final Pattern GRAMMAR = Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9._~+/-]+=*)");

    @FuzzTest(maxDuration = "10m")
    void readerAndGrammarAgree(FuzzedDataProvider data) {
        String value = data.consumeRemainingAsString();

        Outcome<Credential> outcome =
                new CredentialReader(MAX).read(new Presented(List.of(value), List.of(), List.of()), Carriers.HEADER);

        var match = GRAMMAR.matcher(value);
        String expected = match.matches() && match.group(1).length() <= MAX ? match.group(1) : null;
        assertThat(outcome.<String>fold(read -> read.token().text(), refusal -> null))
                .isEqualTo(expected);
    }
}
