package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A request's body, one JSON object. Members that nobody asks for are ignored. */
public final class JsonBody {

    static final JsonBody EMPTY = new JsonBody(MissingNode.getInstance());

    private final JsonNode object;

    JsonBody(JsonNode object) {
        this.object = object;
    }

    /** Whether the member is there, whatever it holds. */
    public boolean has(String field) {
        return object.has(field);
    }

    /** A text that is not blank. */
    public Outcome<String> text(String field) {
        JsonNode member = object.path(field);
        return isText(member) && !member.stringValue().isBlank()
                ? Outcome.passed(member.stringValue())
                : Outcome.refused(Refusal.field(field, "a text that is not blank"));
    }

    /** An array of texts; an absent one is empty. */
    public Outcome<List<String>> texts(String field) {
        JsonNode member = object.path(field);
        if (member.isMissingNode()) {
            return Outcome.passed(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : member) {
            if (!isText(element)) {
                return Outcome.refused(Refusal.field(field, "an array of texts"));
            }
            texts.add(element.stringValue());
        }
        return member.isArray()
                ? Outcome.passed(List.copyOf(texts))
                : Outcome.refused(Refusal.field(field, "an array of texts"));
    }

    /**
     * An unpaired surrogate is half a character (RFC 8259, section 8.2): no encoder takes it, and whatever hashes or stores
     * the text would fail on it, or store another text.
     */
    private static boolean isText(JsonNode member) {
        return member.isString()
                && member.stringValue().codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}
