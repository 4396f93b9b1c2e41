package dev.portcullis.revocation.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.protocol.ProbeReading.ProbeResult;
import dev.portcullis.revocation.protocol.ProbeReading.Quorum;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProbePassTests {

    private static final Reading BEGUN = new Reading(1, 2);
    private static final NodeState NODE = new NodeState(true, "replid", 3, 1, false);
    private static final ListState LIST = new ListState(
            new LogHead(9, 5, Chain.GENESIS), "nonce", Optional.of(new Blessing("replid", "nonce", 3, 0)));

    private final ProbePass pass = new ProbePass(new Quorum(1, 2), BEGUN);

    @Test
    void probeWritesWaitsAndReadsTheNodeLast() {
        assertThat(pass.steps())
                .containsExactly(
                        new ProbeStep.Write(),
                        new ProbeStep.Confirm(1),
                        new ProbeStep.ReadList(),
                        new ProbeStep.ReadNode());
    }

    @Test
    void answersProveTheHeadAsOfTheProbesStart() {
        pass.written();
        pass.confirmed(1);
        pass.listRead(Optional.of(LIST));
        pass.nodeRead(NODE);

        assertThat(pass.result()).isEqualTo(new ProbeResult.Proved(new Proof(BEGUN, 9, 5)));
    }

    @Test
    void answerOutOfOrderIsADefect() {
        pass.written();
        pass.confirmed(1);

        assertThatIllegalStateException().isThrownBy(() -> pass.nodeRead(NODE));
    }

    @Test
    void probeThatIsNotAnsweredWhollyProvesNothing() {
        pass.written();
        pass.confirmed(1);
        pass.listRead(Optional.of(LIST));

        assertThatIllegalStateException().isThrownBy(pass::result);
    }
}
