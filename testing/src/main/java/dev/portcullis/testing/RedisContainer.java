package dev.portcullis.testing;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.testcontainers.containers.FixedHostPortGenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A Redis in a container, where Docker answers. */
final class RedisContainer implements RealRedis {

    private static final DockerImageName IMAGE = DockerImageName.parse("redis:7");
    private static final int REDIS_PORT = 6379;

    private final int port = FreePort.choose();
    private FixedHostPortGenericContainer<?> container;

    private RedisContainer() {
        this.container = launch();
    }

    static RedisContainer start() {
        return new RedisContainer();
    }

    /** On a fixed host port: the address has to survive a kill, as a real server's does. */
    @SuppressWarnings({"deprecation", "resource"}) // the library has no other way to fix a port; closed by kill()
    private FixedHostPortGenericContainer<?> launch() {
        FixedHostPortGenericContainer<?> started = new FixedHostPortGenericContainer<>(IMAGE.asCanonicalNameString())
                .withFixedExposedPort(port, REDIS_PORT);
        started.setCommandParts(new String[] {"redis-server", "--save", "", "--maxmemory-policy", "noeviction"});
        started.start();
        awaitAnswer();
        return started;
    }

    private void awaitAnswer() {
        Awaitility.await("Redis on port " + port)
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> "PONG".equals(cli("PING")));
    }

    @Override
    public String host() {
        return container == null ? "127.0.0.1" : container.getHost();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void pause() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void resume() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void kill() {
        container.stop(); // removes it by force, which kills
    }

    @Override
    public void restartEmpty() {
        kill();
        container = launch();
    }

    /** The same container: what it saved lies in it. */
    @Override
    public void restartAsSaved() {
        DockerClient docker = container.getDockerClient();
        docker.killContainerCmd(container.getContainerId()).exec();
        docker.startContainerCmd(container.getContainerId()).exec();
        awaitAnswer();
    }

    @Override
    public void close() {
        kill();
    }
}
