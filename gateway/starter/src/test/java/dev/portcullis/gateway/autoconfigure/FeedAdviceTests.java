package dev.portcullis.gateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.feed.FeedSecret;
import dev.portcullis.revocation.feed.FeedSettings;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeedAdviceTests {

    @Test
    void feedBesideDirectIsToldToBeOfNoUse() {
        assertThat(FeedAdvice.on("direct", at("https://auth.example/revocations")))
                .singleElement()
                .asString()
                .startsWith("portcullis.revocation.feed is not asked in this mode");
        assertThat(FeedAdvice.on("replicated", at("https://auth.example/revocations")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth-service", "10.0.0.7", "127.0.0.1.example", "localhost.example"})
    void plainHttpToAnotherHostIsToldOnceWithoutItsName(String host) {
        assertThat(FeedAdvice.on("replicated", at("http://" + host + ":9000/revocations")))
                .singleElement()
                .asString()
                .startsWith("portcullis.revocation.feed.uri is plain http")
                .doesNotContain(host);
        assertThat(FeedAdvice.on("replicated", at("https://" + host + ":9000/revocations")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "[::1]"})
    void plainHttpOnTheSameHostIsNot(String host) {
        assertThat(FeedAdvice.on("replicated", at("http://" + host + ":9000/revocations")))
                .isEmpty();
    }

    private static FeedSettings at(String uri) {
        return new FeedSettings(URI.create(uri), "gateway", new FeedSecret("secret"));
    }
}
