package dev.portcullis.gateway.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

/** The keys that may stand below a key of ours, read from the records so that a message cannot grow stale. */
final class KnownKeys {

    private KnownKeys() {}

    /** "allowed below X are a, b", where X is the key itself or its nearest ancestor that we know. */
    static String allowedNear(ConfigurationPropertyName name) {
        Class<?> type = PortcullisProperties.class;
        int known = 1;
        for (int next = known; next < name.getNumberOfElements(); next = known) {
            Optional<RecordComponent> component =
                    componentOf(type, name.getElement(next, ConfigurationPropertyName.Form.DASHED));
            int depth = component.filter(KnownKeys::isMap).isPresent()
                    ? next + 2
                    : next + 1; // a map's key is the operator's
            Class<?> below = component.<Class<?>>map(KnownKeys::typeOf).orElse(Object.class);
            if (!below.isRecord() || depth > name.getNumberOfElements()) {
                break;
            }
            type = below;
            known = depth;
        }
        return "allowed below " + name.chop(known) + " are "
                + Arrays.stream(type.getRecordComponents())
                        .map(KnownKeys::dashed)
                        .collect(Collectors.joining(", "));
    }

    private static Optional<RecordComponent> componentOf(Class<?> type, String element) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> dashed(component).equals(element))
                .findFirst();
    }

    static boolean isMap(RecordComponent component) {
        return Map.class.isAssignableFrom(component.getType());
    }

    static Class<?> typeOf(RecordComponent component) {
        return isMap(component)
                ? ResolvableType.forMethodReturnType(component.getAccessor())
                        .getGeneric(1)
                        .resolve(Object.class)
                : component.getType();
    }

    static String dashed(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
