package dev.portcullis.auth.admin;

import dev.portcullis.auth.revocation.Entry;
import dev.portcullis.auth.revocation.EntryList;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes entries for administrators. Instants are RFC 3339. */
final class EntryJson {

    private EntryJson() {}

    static Map<String, Object> of(Entry entry) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("number", entry.number());
        members.put("kind", entry.kind());
        members.put("issuer", entry.issuer());
        if (!entry.name().isEmpty()) {
            members.put("covered", entry.name());
        }
        if (entry.lifts()) {
            members.put("lifts", true);
        } else {
            members.put("score", instant(entry.score()));
            members.put("expiresAt", instant(entry.expiresAt()));
        }
        members.put("recordedAt", instant(entry.recordedAt()));
        if (!entry.reason().isEmpty()) {
            members.put("reason", entry.reason());
        }
        entry.liftedBy().ifPresent(number -> members.put("liftedBy", number));
        return members;
    }

    static Map<String, Object> of(EntryList.Answer answer) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("entries", answer.entries().stream().map(EntryJson::of).toList());
        members.put("counts", answer.counts());
        return members;
    }

    private static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
