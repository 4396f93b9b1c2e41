package dev.portcullis.gateway.autoconfigure;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the {@code @param}s of the records say. The compiler's metadata has them too, but not those below a map. */
final class RecordDescriptions {

    private static final Pattern RECORD =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@[^\\n]*\\s+)*record (\\w+)\\(", Pattern.DOTALL);
    private static final Pattern PARAM = Pattern.compile("@param (\\w+) ((?:(?!@param).)*)", Pattern.DOTALL);

    private final Map<String, String> texts = new HashMap<>();

    RecordDescriptions(String source) {
        Matcher record = RECORD.matcher(source);
        while (record.find()) {
            Matcher param = PARAM.matcher(record.group(1));
            while (param.find()) {
                texts.put(
                        record.group(2) + "." + param.group(1),
                        param.group(2).replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip());
            }
        }
    }

    String of(Class<?> record, String component) {
        String text = texts.get(record.getSimpleName() + "." + component);
        if (text == null || text.isBlank()) {
            throw new AssertionError(record.getSimpleName() + "." + component + " has no @param");
        }
        return text;
    }
}
