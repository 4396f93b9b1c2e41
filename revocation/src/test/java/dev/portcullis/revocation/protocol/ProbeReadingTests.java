package dev.portcullis.revocation.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.protocol.ProbeReading.ProbeResult;
import dev.portcullis.revocation.protocol.ProbeReading.Quorum;
import dev.portcullis.revocation.protocol.ProbeReading.Reason;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ProbeReadingTests {

    private static final Reading BEGUN = new Reading(1, 2);
    private static final Quorum ALONE = new Quorum(0, 1);
    private static final Blessing WORD = new Blessing("replid", "nonce", 3, 0);
    private static final NodeState NODE = new NodeState(true, "replid", 3, 0, false);

    @Test
    void everythingInPlaceIsAProofOfTheHeadAsOfTheProbesStart() {
        ProbeReading reading = new ProbeReading(BEGUN, 0, list(WORD), NODE);

        assertThat(reading.judge(ALONE)).isEqualTo(new ProbeResult.Proved(new Proof(BEGUN, 9, 5)));
    }

    static Stream<Arguments> oneThingAmiss() {
        return Stream.of(
                Arguments.of("list gone", 0, Optional.empty(), NODE, ALONE, Reason.LIST_MISSING),
                Arguments.of("never blessed", 0, list(null), NODE, ALONE, Reason.NOT_BLESSED),
                Arguments.of(
                        "restarted or promoted since",
                        0,
                        list(WORD),
                        new NodeState(true, "another", 3, 0, false),
                        ALONE,
                        Reason.NOT_BLESSED),
                Arguments.of(
                        "history hidden on both sides",
                        0,
                        list(new Blessing("", "nonce", 2L * Integer.MAX_VALUE, 0)),
                        new NodeState(true, "", 2L * Integer.MAX_VALUE, 0, false),
                        ALONE,
                        Reason.NOT_BLESSED),
                Arguments.of(
                        "rebuilt since", 0, list(new Blessing("replid", "old", 3, 0)), NODE, ALONE, Reason.NOT_BLESSED),
                Arguments.of(
                        "a replica attached since",
                        0,
                        list(WORD),
                        new NodeState(true, "replid", 4, 0, false),
                        ALONE,
                        Reason.NOT_BLESSED),
                Arguments.of(
                        "demoted",
                        0,
                        list(WORD),
                        new NodeState(false, "replid", 3, 0, false),
                        ALONE,
                        Reason.NOT_A_MASTER),
                Arguments.of("too few confirm", 0, list(WORD), NODE, new Quorum(1, 1), Reason.NOT_CONFIRMED),
                Arguments.of(
                        "quorums that need not meet",
                        0,
                        list(WORD),
                        new NodeState(true, "replid", 3, 1, false),
                        ALONE,
                        Reason.TOO_MANY_REPLICAS),
                Arguments.of(
                        "more nodes configured than covered",
                        0,
                        list(WORD),
                        NODE,
                        new Quorum(0, 2),
                        Reason.TOO_MANY_REPLICAS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneThingAmiss")
    void oneThingAmissProvesNothing(
            String name, long confirmations, Optional<ListState> list, NodeState node, Quorum quorum, Reason reason) {
        ProbeReading reading = new ProbeReading(BEGUN, confirmations, list, node);

        assertThat(reading.judge(quorum)).isEqualTo(new ProbeResult.Doubt(reason));
    }

    @Test
    void oneConfirmationMoreOnEitherSideCoversOneReplicaMore() {
        assertThat(new Quorum(0, 1).meets(0, 0)).isTrue();
        assertThat(new Quorum(0, 1).meets(0, 1)).isFalse();
        assertThat(new Quorum(1, 1).meets(0, 1)).isTrue();
        assertThat(new Quorum(1, 1).meets(1, 2)).isTrue();
        assertThat(new Quorum(1, 1).meets(1, 3)).isFalse();
    }

    @Test
    void nodeThatHidesAFieldIsTrustedLeast() {
        NodeState node = NodeState.from("# Replication\r\nrole:slave\r\nmaster_replid:abc\r\n");

        assertThat(node.master()).isFalse();
        assertThat(node.evicts()).isTrue();
        assertThat(node.connectedReplicas()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void blessingSurvivesItsText() {
        assertThat(Blessing.parse(WORD.text())).contains(WORD);
        assertThat(Blessing.parse("a:b:c")).isEmpty();
        assertThat(Blessing.parse("a:b:c:d")).isEmpty();
    }

    private static Optional<ListState> list(@Nullable Blessing blessing) {
        return Optional.of(new ListState(new LogHead(9, 5, Chain.GENESIS), "nonce", Optional.ofNullable(blessing)));
    }
}
