package dev.portcullis.gateway.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The JSON Schema of a rule, from the reader's own table of keys: a key whose shape is not said here fails. */
public final class AccessSchema {

    private static final String SCOPE = "[!#-\\[\\]-~]+";
    private static final String ROLE = "[^\\u0000- \"\\\\]+";
    private static final String CARRIER = "(header|websocket-protocol|cookie:[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256})";
    private static final Map<String, Object> NON_BLANK = Map.of("type", "string", "pattern", "\\S");

    private static final Map<String, Map<String, Object>> SHAPES = Map.of(
            DemandReader.SCOPES,
            described("The token has all of these scopes.", words(SCOPE)),
            DemandReader.ROLES,
            described("The token has one of these roles.", words(ROLE)),
            DemandReader.CLAIMS,
            described("Each of these claims has one of these values.", claims()),
            DemandReader.ISSUERS,
            described("The issuers, by their names, that are admitted here.", words(ROLE)),
            "methods",
            described("What a method says replaces what the route says, key by key.", methods()),
            HandlingReader.ON_UNAVAILABLE,
            described("What happens while nobody can tell whether a token is revoked.", oneOf("reject", "allow")),
            HandlingReader.RELAY_TOKEN,
            described("Whether the upstream gets the Authorization header.", oneOf(true, false, "true", "false")),
            HandlingReader.CREDENTIALS,
            described("Where a token may stand.", words(CARRIER)),
            HandlingReader.STREAM_LIFETIME,
            described("What an open stream is bound to.", oneOf("token", "session")),
            HandlingReader.MAX_STREAM_LIFETIME,
            described(
                    "The end of every stream that is bound to its session, up to 400d.",
                    Map.of("type", "string", "pattern", "^([0-9]{1,9}(ms|s|m|h|d)|[Pp][0-9DdTtHhMmSs.]+)$")));

    private AccessSchema() {}

    /** One of the two words, or a map. */
    public static Map<String, Object> rule() {
        return described(
                "Who may pass: public, authenticated, or all that is listed has to hold. Left out: any valid token.",
                anyOf(oneOf("public", "authenticated"), object(AccessRuleReader.KEYS)));
    }

    private static Map<String, Object> methods() {
        return Map.of(
                "type",
                "object",
                "minProperties",
                1,
                "propertyNames",
                oneOf(AccessRuleReader.METHOD_NAMES.toArray()),
                "additionalProperties",
                Map.of("$ref", "#/$defs/demand"));
    }

    /** What a method may say. */
    public static Map<String, Object> demand() {
        return object(DemandReader.KEYS);
    }

    private static Map<String, Object> claims() {
        Map<String, Object> path = anyOf(NON_BLANK, Map.of("type", "array", "minItems", 1, "items", NON_BLANK));
        Map<String, Object> scalar = anyOf(NON_BLANK, Map.of("type", List.of("number", "boolean")));
        Map<String, Object> values = anyOf(
                Map.of("type", "array", "minItems", 1, "items", scalar),
                Map.of("type", "string", "pattern", "^\\s*[^,\\s][^,]*(,\\s*[^,\\s][^,]*)*$"));
        return Map.of(
                "type",
                "array",
                "minItems",
                1,
                "items",
                Map.of(
                        "type",
                        "object",
                        "additionalProperties",
                        false,
                        "required",
                        DemandReader.CLAIM_KEYS,
                        "properties",
                        Map.of("name", path, "any-of", values)));
    }

    /** A list, or one text with commas. */
    private static Map<String, Object> words(String word) {
        String inText = "(?:(?!,)" + word.replace("]+", "])+");
        boolean isClass = word.endsWith("+");
        String element = isClass ? inText : word;
        return anyOf(
                Map.of("type", "array", "minItems", 1, "items", Map.of("type", "string", "pattern", "^" + word + "$")),
                Map.of("type", "string", "pattern", "^\\s*" + element + "\\s*(,\\s*" + element + "\\s*)*$"));
    }

    private static Map<String, Object> object(List<String> keys) {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach(key -> properties.put(
                key, Objects.requireNonNull(SHAPES.get(key), () -> "say the shape of " + key + " in AccessSchema")));
        return Map.of("type", "object", "minProperties", 1, "additionalProperties", false, "properties", properties);
    }

    private static Map<String, Object> oneOf(Object... values) {
        return Map.of("enum", List.of(values));
    }

    private static Map<String, Object> anyOf(Object... shapes) {
        return Map.of("anyOf", List.of(shapes));
    }

    private static Map<String, Object> described(String description, Map<String, Object> shape) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("description", description));
        all.putAll(shape);
        return all;
    }
}
