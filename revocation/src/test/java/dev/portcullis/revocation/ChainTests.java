package dev.portcullis.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ChainTests {

    @Test
    void chainDependsOnEverythingBeforeAndInTheEntry() {
        Chain chain = Chain.GENESIS.next(1, "t:a", 10);

        assertThat(chain).isEqualTo(Chain.GENESIS.next(1, "t:a", 10));
        assertThat(chain)
                .isNotEqualTo(Chain.GENESIS.next(2, "t:a", 10))
                .isNotEqualTo(Chain.GENESIS.next(1, "t:b", 10))
                .isNotEqualTo(Chain.GENESIS.next(1, "t:a", 11))
                .isNotEqualTo(chain.next(1, "t:a", 10));
    }

    @Test
    void textThatIsNoChainIsRefused() {
        assertThatThrownBy(() -> new Chain("0".repeat(63))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Chain("A".repeat(64))).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Chain("a".repeat(64)).hex()).hasSize(64);
    }
}
