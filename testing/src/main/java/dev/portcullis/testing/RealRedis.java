package dev.portcullis.testing;

import org.testcontainers.DockerClientFactory;

/**
 * A real Redis for a test, and the ways in which it is made to fail.
 *
 * <p>The one place that decides which: a container where Docker answers, else a {@code redis-server} on the PATH, else
 * the binary of the embedded-redis library. It keeps its address through {@link #kill()} and each restart.
 */
public interface RealRedis extends AutoCloseable {

    /** Starts one that keeps nothing on disk, and returns when it answers. */
    static RealRedis start() {
        return DockerClientFactory.instance().isDockerAvailable() ? RedisContainer.start() : RedisProcess.start();
    }

    /** Where it listens. */
    String host();

    /** The TCP port, the same for as long as this object lives. */
    int port();

    /** Stops answering while all connections stay up, as a hung process does (SIGSTOP). */
    void pause();

    /** Ends a {@link #pause()}. */
    void resume();

    /** Dies at once, as by SIGKILL, and loses everything. */
    void kill();

    /** Comes back at the same address with nothing in it. Kills it first where it still runs. */
    void restartEmpty();

    /** Dies at once and comes back at the same address with what it saved last: what was written since {@code SAVE} is lost. */
    void restartAsSaved();

    /** What Redis answers to one command, in the protocol's own plain form: arrays one element a line. */
    default String cli(String... command) {
        try (RespClient client = RespClient.connect(host(), port())) {
            return client.call(command);
        }
    }

    @Override
    void close();
}
