package dev.portcullis.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Any cookies and sub-protocols: what is read as a token is cut before an upstream sees it, by a lenient reader too. */
final class CarrierFuzzTests {

    private static final Set<String> NAMES = Set.of("at", "__Host-t");
    private static final Carriers ALL = new Carriers(true, true, NAMES);

    @FuzzTest(maxDuration = "10m")
    void whatIsReadAsATokenIsCut(FuzzedDataProvider data) {
        List<String> cookies = headers(data);
        List<String> protocols = headers(data);

        new CredentialReader(1_000)
                .read(new Presented(List.of(), cookies, protocols), ALL)
                .fold(
                        read -> read.token().text().isEmpty(),
                        refusal -> refusal.problem().status() >= 500);

        assertThat(cookies.stream()
                        .map(header -> CookieHeader.without(header, NAMES))
                        .flatMap(header -> Stream.of(header.split(";", -1)))
                        .filter(pair -> pair.contains("="))
                        .map(pair -> pair.substring(0, pair.indexOf('=')).strip()))
                .doesNotContainAnyElementsOf(NAMES);
        assertThat(WebSocketProtocol.withoutTokens(protocols).stream()
                        .flatMap(header -> Stream.of(header.split(",", -1)))
                        .map(protocol -> protocol.strip().toLowerCase(Locale.ROOT)))
                .noneMatch(protocol -> protocol.startsWith(WebSocketProtocol.CARRIER));
    }

    private static List<String> headers(FuzzedDataProvider data) {
        String[] headers = new String[data.consumeInt(0, 3)];
        Arrays.setAll(headers, any -> data.consumeString(100));
        return new ArrayList<>(List.of(headers));
    }
}
