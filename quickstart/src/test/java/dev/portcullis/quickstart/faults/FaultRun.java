package dev.portcullis.quickstart.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Plays scenes of each class of faults until enough was revoked, and writes down what was measured. */
final class FaultRun<S extends Store> implements AutoCloseable {

    /** Acknowledged revocations of each class; {@code -Pfaults} asks for 10,000. */
    private static final int REVOCATIONS = Integer.getInteger("faults.revocations", 200);

    private static final int MOST_A_SCENE = 1_000;
    private static final long SEED = Long.getLong("faults.seed", 1);

    private final String name;
    private final Stage<S> stage;
    private final Tokens tokens;
    private final Map<Fault<S>, Figures> figures = new LinkedHashMap<>();

    /**
     * @param name of the file below {@code target} that takes the table
     */
    FaultRun(String name, S store) {
        this.name = name;
        this.stage = new Stage<>(store);
        this.tokens = new Tokens(stage);
    }

    /** Blocks until enough was revoked under this fault. */
    void play(Fault<S> fault) {
        for (int played = 0; played < REVOCATIONS; ) {
            int acts = Math.min(MOST_A_SCENE, REVOCATIONS - played);
            Random random = new Random(SEED + played);
            Scene<S> scene = new Scene<>(stage, tokens, fault, acts, random);
            figures.merge(fault, scene.play(), Figures::and);
            System.out.println(figures.get(fault).row(fault.name()));
            scene.assertThatThePromiseWasKept();
            played += acts;
        }
    }

    /** Ends the stage, and writes the table. */
    @Override
    public void close() {
        stage.close();
        StringBuilder table = new StringBuilder(Figures.HEADING);
        figures.forEach(
                (fault, measured) -> table.append(measured.row(fault.name())).append('\n'));
        try {
            Files.writeString(Path.of("target", name + ".md"), table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
