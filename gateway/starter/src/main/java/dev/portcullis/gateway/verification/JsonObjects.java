package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one JSON object from hostile bytes: UTF-8 and nothing else, nothing behind it, nesting bounded.
 *
 * <p>The text is decoded here because a JSON parser that is handed bytes guesses at UTF-16, and two readers of one token
 * would then read two tokens.
 */
final class JsonObjects {

    /** Claims of real issuers nest three or four deep. */
    private static final int MAX_DEPTH = 16;

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final JsonMapper mapper;

    private JsonObjects(boolean refuseRepeatedNames) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, refuseRepeatedNames)
                .build();
        this.mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** For tokens: a name that stands twice is refused, because readers differ in which one they take. */
    static JsonObjects strict() {
        return new JsonObjects(true);
    }

    /** For key sets, where one odd entry must not cost us the others. */
    static JsonObjects lenient() {
        return new JsonObjects(false);
    }

    /** The object, or nothing where the bytes hold anything else. */
    Optional<Map<String, Object>> read(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.ofNullable(mapper.readValue(text, OBJECT));
        } catch (CharacterCodingException | JacksonException noObject) {
            return Optional.empty();
        }
    }
}
