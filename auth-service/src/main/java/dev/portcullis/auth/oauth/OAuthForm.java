package dev.portcullis.auth.oauth;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.portcullis.auth.refusal.OAuthRefusal;
import dev.portcullis.auth.refusal.Outcome;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a request: each at most once, and none without a value.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.2">RFC 6749, section 3.2: Token Endpoint</a>
 */
final class OAuthForm {

    /** The SDK drops, without a word, a parameter that it cannot decode. */
    private static final Pattern DECODABLE = Pattern.compile("(?:[^%]++|%[0-9A-Fa-f]{2})*+");
    /** Of which other specifications allow several; nobody here asks for them. */
    private static final Set<String> REPEATABLE = Set.of("resource", "audience");
    /** The SDK wants one and reads nothing from it: parameters in the address count for nothing. */
    private static final URI NOWHERE = URI.create("https://localhost/");

    private final Map<String, List<String>> parameters;

    private OAuthForm(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    static Outcome<OAuthForm> parse(String body) {
        if (!DECODABLE.matcher(body).matches()) {
            return Outcome.refused(OAuthRefusal.invalidRequest("The body is not form-encoded."));
        }
        Map<String, List<String>> known = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> parameter :
                URLUtils.parseParameters(body).entrySet()) {
            if (parameter.getValue().size() > 1 && !REPEATABLE.contains(parameter.getKey())) {
                return Outcome.refused(OAuthRefusal.invalidRequest("A parameter is there more than once."));
            }
            if (!parameter.getValue().get(0).isBlank()) {
                known.put(parameter.getKey(), parameter.getValue());
            }
        }
        return Outcome.passed(new OAuthForm(known));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name)).map(values -> values.get(0));
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** As the SDK reads them. */
    Map<String, List<String>> parameters() {
        return Map.copyOf(parameters);
    }

    /** The whole as the SDK reads it, with the header by which the client authenticated, where it did so. */
    HTTPRequest message(Optional<String> authorization) {
        HTTPRequest message = new HTTPRequest(HTTPRequest.Method.POST, NOWHERE);
        message.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        message.setBody(URLUtils.serializeParameters(parameters));
        authorization.ifPresent(message::setAuthorization);
        return message;
    }

    @Override
    public String toString() {
        return "OAuthForm[redacted]";
    }
}
