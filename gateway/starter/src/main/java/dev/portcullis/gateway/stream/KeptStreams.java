package dev.portcullis.gateway.stream;

import dev.portcullis.revocation.Covered;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * The streams that have been open for longer than a tick, by when they end and by what a revocation of theirs would name.
 * One thread alone comes here.
 */
final class KeptStreams {

    /** @param stream is due, and ends as this says */
    record Due(OpenStream stream, StreamEnd end) {}

    private final NavigableMap<Turn, OpenStream> byDeadline;
    private final Map<String, Set<OpenStream>> byMember = new HashMap<>();
    private final Set<OpenStream> mustBeSeen = new HashSet<>();
    private long numbers;

    /** @param byDeadline in the order of {@link Turn#ORDER}; nothing here walks over it */
    KeptStreams(NavigableMap<Turn, OpenStream> byDeadline) {
        this.byDeadline = byDeadline;
    }

    void add(OpenStream stream, Instant now) {
        Turn turn = new Turn(Deadline.of(stream.token(), stream.limit(), now), numbers++);
        stream.keep(turn);
        byDeadline.put(turn, stream);
        if (!stream.mayBeUnseen()) {
            mustBeSeen.add(stream);
        }
        covering(stream)
                .forEach(covered -> byMember.computeIfAbsent(covered.member(), key -> new HashSet<>(1))
                        .add(stream));
    }

    void remove(OpenStream stream) {
        stream.turn().ifPresent(byDeadline::remove);
        mustBeSeen.remove(stream);
        covering(stream)
                .forEach(covered -> byMember.computeIfPresent(covered.member(), (key, streams) -> {
                    streams.remove(stream);
                    return streams.isEmpty() ? null : streams;
                }));
    }

    /** Takes out the first of those that may not be open any more. Looks at no other. */
    Optional<Due> takeDue(Instant now) {
        var first = byDeadline.firstEntry();
        if (first == null || now.isBefore(first.getKey().deadline().at())) {
            return Optional.empty();
        }
        remove(first.getValue());
        return Optional.of(new Due(first.getValue(), first.getKey().deadline().end()));
    }

    /** Those that a revocation covers, without a look at the others. */
    Collection<OpenStream> coveredBy(String member, long score) {
        return byMember.getOrDefault(member, Set.of()).stream()
                .filter(stream -> isCovered(stream, member, score))
                .toList();
    }

    private static boolean isCovered(OpenStream stream, String member, long score) {
        return covering(stream).stream()
                .filter(covered -> covered.member().equals(member))
                .anyMatch(covered -> stream.token().facts().isCoveredBy(covered, score));
    }

    /** Takes out those that may not stay open while nobody can tell whether their token is revoked. */
    Collection<OpenStream> takeThoseThatMustBeSeen() {
        List<OpenStream> taken = List.copyOf(mustBeSeen);
        taken.forEach(this::remove);
        return taken;
    }

    Collection<OpenStream> all() {
        return List.copyOf(byDeadline.values());
    }

    /** Nothing is left, in any order. */
    boolean isEmpty() {
        return byDeadline.isEmpty() && byMember.isEmpty() && mustBeSeen.isEmpty();
    }

    int size() {
        return byDeadline.size();
    }

    private static List<Covered> covering(OpenStream stream) {
        return stream.token().facts().covering();
    }
}
