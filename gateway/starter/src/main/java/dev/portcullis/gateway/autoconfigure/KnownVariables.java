package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.OneSlip;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The environment variables that set a key of ours, read from the records as {@link KnownKeys} are. */
final class KnownVariables {

    private static final String PREFIX = PortcullisProperties.PREFIX.toUpperCase(Locale.ROOT) + "_";
    private static final Pattern KNOWN = Pattern.compile(PREFIX + below(PortcullisProperties.class));

    private KnownVariables() {}

    /** Whether it sets a key. */
    static boolean contain(String upper) {
        return KNOWN.matcher(upper).matches();
    }

    /** Whether it stands, but for one slip, below a group of ours; a name without a group is left to placeholders. */
    static boolean areNear(String upper) {
        return upper.startsWith(PREFIX)
                && Arrays.stream(PortcullisProperties.class.getRecordComponents())
                        .filter(KnownVariables::isGroup)
                        .anyMatch(group -> isNear(upper.substring(PREFIX.length()), group));
    }

    /** As many words of the name as the group has, with or without the dashes' underscores. */
    private static boolean isNear(String rest, RecordComponent group) {
        String dashed = KnownKeys.dashed(group).toUpperCase(Locale.ROOT);
        String joined = dashed.replace("-", "");
        String[] words = rest.split("_", -1);
        int legacy = dashed.split("-", -1).length;
        return words.length > 1 && OneSlip.apart(words[0], joined)
                || words.length > legacy && OneSlip.apart(String.join("", Arrays.copyOf(words, legacy)), joined);
    }

    private static String below(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(KnownVariables::of)
                .collect(Collectors.joining("|", "(", ")"));
    }

    /** A dash is left out, or an underscore as before; the name that a map's entry has is the operator's. */
    private static String of(RecordComponent component) {
        String name = KnownKeys.dashed(component).toUpperCase(Locale.ROOT).replace("-", "_?");
        Class<?> type = KnownKeys.typeOf(component);
        String entry = KnownKeys.isMap(component) ? "_.+" : "";
        return name + entry + (type.isRecord() && isOurs(type) ? "_" + below(type) : "(_[0-9]+)?");
    }

    private static boolean isGroup(RecordComponent component) {
        return KnownKeys.isMap(component) || KnownKeys.typeOf(component).isRecord();
    }

    /** A record that is a group of keys, not one that is a value. */
    private static boolean isOurs(Class<?> type) {
        return type.getEnclosingClass() == PortcullisProperties.class;
    }
}
