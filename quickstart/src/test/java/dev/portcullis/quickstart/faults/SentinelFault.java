package dev.portcullis.quickstart.faults;

import dev.portcullis.testing.RedisSentinels.Node;
import java.util.function.Consumer;

/** What happens to the master of a set that Sentinels watch. Each ends with another master. */
enum SentinelFault implements Fault<SentinelSet> {
    /** FAULTS F1: it goes on running, and believes that it is the master, when its wire is whole again. */
    MASTER_CUT_OFF(master -> master.wire().cut(), master -> master.wire().heal()),
    /** It wakes as a master that was deposed. */
    MASTER_HUNG(master -> master.redis().pause(), master -> master.redis().resume()),
    /** FAULTS F6: a confirmed entry may be on the replica that is not promoted. It comes back empty, and is told to follow. */
    MASTER_KILLED(master -> master.redis().kill(), master -> master.redis().restartEmpty());

    private final Consumer<Node> strike;
    private final Consumer<Node> heal;

    SentinelFault(Consumer<Node> strike, Consumer<Node> heal) {
        this.strike = strike;
        this.heal = heal;
    }

    @Override
    public Sources left() {
        return Sources.FEED;
    }

    @Override
    public void strike(Stage<SentinelSet> stage, Revoker revoker) {
        strike.accept(stage.store().chooseVictim());
    }

    @Override
    public void heal(Stage<SentinelSet> stage) {
        heal.accept(stage.store().victim());
    }
}
