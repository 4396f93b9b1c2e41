package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.AccessSchema;
import dev.portcullis.gateway.verification.SignatureAlgorithm;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.ResolvableType;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of the YAML, from the records that the binder fills and the table that the rules are read by. */
final class ConfigurationSchema {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Keys of which only some words are allowed, as the check at start says them; a test holds the two together. */
    static final Map<String, List<?>> WORDS = Map.of(
            "portcullis.revocation.mode",
                    List.of("replicated", "direct", "off", false), // what YAML makes of a bare off
            "portcullis.revocation.on-unavailable", List.of("reject", "allow"),
            "portcullis.issuers.NAME.issued-at", List.of("iat", "jti"),
            "portcullis.issuers.NAME.secret-encoding", List.of("text", "base64url"),
            "portcullis.issuers.NAME.algorithms",
                    Stream.of(false, true)
                            .flatMap(secret -> SignatureAlgorithm.words(secret).stream())
                            .collect(Collectors.toList()));

    private static final Map<Class<?>, Map<String, Object>> SCALARS = Map.of(
            String.class, type("string", "number", "boolean"),
            WrittenSecret.class, type("string"),
            URI.class, type("string"),
            boolean.class, Map.of("enum", List.of(true, false, "true", "false")),
            int.class, patternOr("integer", "^[+-]?[0-9]{1,10}$"),
            Integer.class, patternOr("integer", "^[+-]?[0-9]{1,10}$"),
            Duration.class, patternOr("integer", "^([+-]?[0-9]+([nN][sS]|[uU][sS]|[mM][sS]|[sSmMhHdD])?|[+-]?[pP].+)$"),
            DataSize.class, patternOr("integer", "^[+-]?[0-9]+(B|KB|MB|GB|TB)?$"));

    private final RecordDescriptions descriptions;

    private ConfigurationSchema(RecordDescriptions descriptions) {
        this.descriptions = descriptions;
    }

    static String text(RecordDescriptions descriptions) {
        return JSON.writeValueAsString(new ConfigurationSchema(descriptions).root()) + "\n";
    }

    private Map<String, Object> root() {
        Map<String, Object> root = new TreeMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Configuration of the Portcullis gateway");
        root.put("type", "object");
        root.put("$defs", Map.of("access", AccessSchema.rule(), "demand", AccessSchema.demand()));
        Map<String, Object> ours = record(PortcullisProperties.class, PortcullisProperties.PREFIX);
        Map<String, Object> keys = new LinkedHashMap<>(properties(ours));
        keys.put("auth", true); // the neighbours'
        keys.put("quickstart", true);
        ours.put("properties", keys);
        ours.put("patternProperties", Map.of("^(auth|quickstart)\\.", true)); // the same on one line
        root.put("properties", Map.of(PortcullisProperties.PREFIX, ours, "spring", routes()));
        return root;
    }

    @SuppressWarnings("unchecked") // a schema's members are maps, made above
    private static Map<String, Object> properties(Map<String, Object> schema) {
        return (Map<String, Object>) Objects.requireNonNull(schema.get("properties"));
    }

    private static Map<String, Object> routes() {
        Map<String, Object> metadata =
                Map.of("type", "object", "properties", Map.of("access", Map.of("$ref", "#/$defs/access")));
        Map<String, Object> route =
                Map.of("type", "object", "required", List.of("id"), "properties", Map.of("metadata", metadata));
        Map<String, Object> nested = Map.of("type", "array", "items", route);
        for (String key : List.of("routes", "webflux", "server", "gateway", "cloud")) {
            nested = Map.of("type", "object", "properties", Map.of(key, nested));
        }
        return nested;
    }

    private Map<String, Object> record(Class<?> record, String key) {
        Map<String, Object> keys = new TreeMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = KnownKeys.dashed(component);
            Map<String, Object> shape = new TreeMap<>(shape(component, key + "." + name));
            shape.put("description", descriptions.of(record, component.getName()));
            preset(record, component).ifPresent(preset -> shape.put("default", preset));
            keys.put(name, shape);
        }
        return new TreeMap<>(Map.of("type", "object", "additionalProperties", false, "properties", keys));
    }

    private Map<String, Object> shape(RecordComponent component, String key) {
        ResolvableType type = ResolvableType.forMethodReturnType(component.getAccessor());
        if (KnownKeys.isMap(component)) {
            Class<?> value = type.getGeneric(1).resolve(Object.class);
            Map<String, Object> entry = value.isRecord() ? record(value, key + ".NAME") : scalar(value, key);
            return Map.of("type", "object", "additionalProperties", entry);
        }
        Class<?> raw = component.getType();
        if (List.class.isAssignableFrom(raw)) {
            return list(scalar(type.getGeneric(0).resolve(Object.class), key));
        }
        return SCALARS.containsKey(raw) ? scalar(raw, key) : record(raw, key);
    }

    private static Map<String, Object> scalar(Class<?> type, String key) {
        return WORDS.containsKey(key)
                ? Map.of("enum", WORDS.get(key))
                : Objects.requireNonNull(SCALARS.get(type), () -> "say how " + type + " is written");
    }

    /** A list, one element without its brackets, or a bare key, which reads like []. */
    private static Map<String, Object> list(Map<String, Object> element) {
        return Map.of("anyOf", List.of(Map.of("type", "array", "items", element), element, type("null")));
    }

    private static Optional<Object> preset(Class<?> record, RecordComponent component) {
        DefaultValue preset = Arrays.stream(record.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .map(parameter -> parameter.getAnnotation(DefaultValue.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (preset == null || preset.value().length == 0) {
            return Optional.empty();
        }
        return Optional.of(
                List.class.isAssignableFrom(component.getType())
                        ? List.of(preset.value())
                        : typed(component.getType(), preset.value()[0]));
    }

    private static Object typed(Class<?> type, String text) {
        if (type == int.class) {
            return Integer.valueOf(text);
        }
        return type == boolean.class ? Boolean.valueOf(text) : text;
    }

    private static Map<String, Object> type(String... types) {
        return Map.of("type", types.length == 1 ? types[0] : List.of(types));
    }

    private static Map<String, Object> patternOr(String type, String pattern) {
        return Map.of("anyOf", List.of(type(type), Map.of("type", "string", "pattern", pattern)));
    }
}
