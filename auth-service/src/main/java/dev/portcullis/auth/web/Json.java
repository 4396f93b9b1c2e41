package dev.portcullis.auth.web;

import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** JSON as this service reads and writes it. */
@Component
final class Json {

    private static final int DEEPEST = 8;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    // of two members of one name a proxy may have read the other
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /** Has found its deserializer now: Jackson looks for it under a lock, and the first requests come all at once. */
    private final ObjectReader reader = mapper.readerFor(JsonNode.class);

    /**
     * The one value that the text holds.
     *
     * @throws JacksonException for anything else
     */
    JsonNode read(byte[] text) {
        return reader.readValue(text);
    }

    byte[] write(Object value) {
        return mapper.writeValueAsBytes(value);
    }
}
