package dev.portcullis.gateway.firewall;

import dev.portcullis.gateway.refusal.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** What is asked of a request beside its method and path: size, target, version, Host and what a hop must understand. */
final class MessageRule {

    private static final int COLON_SPACE_AND_LINE_END = 4;
    private static final String WEBSOCKET_VERSION = "13";

    private final int maxHeaderBytes;

    MessageRule(int maxHeaderBytes) {
        this.maxHeaderBytes = maxHeaderBytes;
    }

    Optional<Refusal> judge(RequestLine line, HttpHeaders headers) {
        if (size(headers) > maxHeaderBytes) {
            return Optional.of(new Refusal.HeadersTooLarge());
        }
        List<String> hosts = headers.getOrEmpty(HttpHeaders.HOST);
        if (!HostRule.isPlain(hosts)) {
            return Optional.of(new Refusal.HostRefused());
        }
        if (!line.target().startsWith("/") && !HostRule.agrees(line.target(), hosts.get(0))) {
            return Optional.of(line.target().equals("*") ? new Refusal.PathRefused() : new Refusal.HostRefused());
        }
        if (headers.getOrEmpty(HttpHeaders.AUTHORIZATION).size() > 1) {
            return Optional.of(new Refusal.CredentialRepeated()); // on a public route both would be forwarded
        }
        if (!line.isOfAKnownVersion() || !isUnderstood(headers) || !isPrintable(headers)) {
            return Optional.of(new Refusal.RequestMalformed());
        }
        return isWebSocket(headers) && !isOfOurVersion(headers)
                ? Optional.of(new Refusal.WebSocketVersionRefused(WEBSOCKET_VERSION))
                : Optional.empty();
    }

    private static int size(HttpHeaders headers) {
        int size = 0;
        for (Map.Entry<String, List<String>> header : headers.headerSet()) {
            for (String value : header.getValue()) {
                size += header.getKey().length() + value.length() + COLON_SPACE_AND_LINE_END;
            }
        }
        return size;
    }

    /** What a hop has to act on. What it does not know it must not pass on as if it had. */
    private static boolean isUnderstood(HttpHeaders headers) {
        return isAbsentOr("100-continue", headers.getOrEmpty(HttpHeaders.EXPECT))
                && isAbsentOr("chunked", headers.getOrEmpty(HttpHeaders.TRANSFER_ENCODING))
                && headers.getOrEmpty(HttpHeaders.CONTENT_LENGTH).size() <= 1;
    }

    private static boolean isWebSocket(HttpHeaders headers) {
        return headers.getOrEmpty(HttpHeaders.UPGRADE).stream().anyMatch("websocket"::equalsIgnoreCase);
    }

    /** None at all is none that is spoken here (RFC 6455, section 4.2.1). */
    private static boolean isOfOurVersion(HttpHeaders headers) {
        List<String> versions = headers.getOrEmpty("Sec-WebSocket-Version");
        return !versions.isEmpty() && isAbsentOr(WEBSOCKET_VERSION, versions);
    }

    private static boolean isAbsentOr(String allowed, List<String> values) {
        return values.isEmpty() || values.size() == 1 && values.get(0).strip().equalsIgnoreCase(allowed);
    }

    /** RFC 9110, section 5.5: a control character is no part of a value, whatever the decoder let through. */
    private static boolean isPrintable(HttpHeaders headers) {
        return headers.headerSet().stream()
                .flatMap(header -> header.getValue().stream())
                .allMatch(value -> value.chars().allMatch(c -> c >= ' ' && c != 0x7f || c == '\t'));
    }
}
