package dev.portcullis.gateway.autoconfigure;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.gateway.route.RouteLocator;

/**
 * Loads all routes before the server listens, and stops the start where they are wrong. A source that does not answer in
 * time is not waited for longer: its routes are checked when they come, and the wrong one is shut.
 */
final class RoutesAtStart implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesAtStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RouteLocator routes;
    private final RouteReport report;

    RoutesAtStart(RouteLocator routes, RouteReport report, MeterRegistry meters) {
        this.routes = routes;
        this.report = report;
        Gauge.builder(
                        "portcullis.gateway.routes.refused",
                        report,
                        it -> it.problems().size())
                .description("Problems for which the newest routes are not served; 0: they are")
                .register(meters);
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!haveLoaded()) {
            LOG.warn("The routes have not answered within {} s; the start goes on without", PATIENCE.toSeconds());
        } else if (!report.hasLooked()) {
            LOG.warn(
                    "The routes are not checked as a whole: this application has a cachedCompositeRouteLocator of its own");
        } else if (!report.problems().isEmpty()) {
            throw new BadConfiguration(report.problems());
        }
    }

    private boolean haveLoaded() {
        CountDownLatch end = new CountDownLatch(1);
        routes.getRoutes()
                .doFinally(any -> end.countDown())
                .subscribe(route -> {}, failure -> LOG.debug("The first routes cannot be read", failure));
        try {
            return end.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
