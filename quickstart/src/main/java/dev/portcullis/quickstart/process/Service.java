package dev.portcullis.quickstart.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One of our services, running as the very jar that is shipped. */
public final class Service {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    /** A Ctrl-C reaches a service before it reaches us; a death within this time is then no news. */
    private static final Duration DOUBT = Duration.ofSeconds(1);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Household household;
    private final ServiceSpec spec;
    private final Process process;

    private Service(Household household, ServiceSpec spec) {
        this.household = household;
        this.spec = spec;
        this.process = household.start(spec.name(), command(spec));
    }

    /** Starts one; {@link #awaitReady()} waits for it. */
    public static Service start(Household household, ServiceSpec spec) {
        return new Service(household, spec);
    }

    private static ProcessBuilder command(ServiceSpec spec) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(spec.jvm());
        command.add("-jar");
        command.add(spec.jar().toString());
        command.addAll(spec.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        spec.environment().forEach((name, secret) -> builder.environment().put(name, secret.reveal()));
        return builder;
    }

    public long pid() {
        return process.pid();
    }

    /** Blocks until the service says that it is ready. */
    public void awaitReady() {
        boolean ready = Waiting.until(() -> isReady() || !process.isAlive(), START_LIMIT);
        if (!process.isAlive()) {
            throw new CannotStart(obituary());
        }
        if (!ready) {
            throw new CannotStart("The " + spec.name() + " is not ready after " + START_LIMIT.toMinutes()
                    + " minutes. It said last:\n" + LogTail.of(household.log(spec.name())));
        }
    }

    /** Completes with one sentence when the service has ended of itself. */
    public CompletableFuture<String> ended() {
        return process.onExit()
                .thenApplyAsync(
                        gone -> obituary(), CompletableFuture.delayedExecutor(DOUBT.toMillis(), TimeUnit.MILLISECONDS));
    }

    private boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + spec.managementPort() + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("The quickstart was interrupted.", e);
        }
    }

    private String obituary() {
        return "The " + spec.name() + " has ended with exit code " + process.exitValue() + ". It said last:\n"
                + LogTail.of(household.log(spec.name()));
    }
}
