package dev.portcullis.auth.admin;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.EntryList;
import dev.portcullis.revocation.Covered;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Reads which entries an administrator wants to see. */
final class ListRequest {

    static final int MOST_ENTRIES = 500;
    private static final String FEWEST_ENTRIES = "100";

    private ListRequest() {}

    static Outcome<EntryList.Question> from(ServerHttpRequest request) {
        Optional<Long> before = number(only(request, "before", "999999999999999999"), 999_999_999_999_999_999L);
        Optional<Long> limit = number(only(request, "limit", FEWEST_ENTRIES), MOST_ENTRIES);
        if (before.isEmpty()) {
            return Outcome.refused(Refusal.field("before", "the number of an entry"));
        }
        if (limit.isEmpty()) {
            return Outcome.refused(Refusal.field("limit", "a number from 1 to " + MOST_ENTRIES));
        }
        return kind(only(request, "kind", ""))
                .then(kind -> Outcome.passed(
                        new EntryList.Question(before.get(), limit.get().intValue(), kind)));
    }

    /** The number of an entry in a path; nothing has the number 0. */
    static long entry(String text) {
        return number(text, Long.MAX_VALUE).orElse(0L);
    }

    private static String only(ServerHttpRequest request, String name, String otherwise) {
        List<String> values = request.getQueryParams().getOrDefault(name, List.of(otherwise));
        return values.size() == 1 && values.get(0) != null ? values.get(0) : "?";
    }

    private static Optional<Long> number(String text, long most) {
        return text.matches("[0-9]{1,18}") && Long.parseLong(text) >= 1 && Long.parseLong(text) <= most
                ? Optional.of(Long.parseLong(text))
                : Optional.empty();
    }

    private static Outcome<Optional<Covered.Kind>> kind(String word) {
        if (word.isEmpty()) {
            return Outcome.passed(Optional.empty());
        }
        return Arrays.stream(Covered.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .map(kind -> Outcome.passed(Optional.of(kind)))
                .orElseGet(() -> Outcome.refused(Refusal.field(
                        "kind",
                        Arrays.stream(Covered.Kind.values())
                                .map(Covered.Kind::word)
                                .collect(Collectors.joining(", ", "one of ", "")))));
    }
}
