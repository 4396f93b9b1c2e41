package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.verification.TrustedIssuer;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.cloud.gateway.route.RouteLocator;
import reactor.core.publisher.Mono;

/** What the gateway is doing now: nothing to change, no secret, no token, nothing a reader could sign with. */
@Endpoint(id = "portcullis")
final class StatusEndpoint {

    private final RouteLocator routes;
    private final RouteStatus.Reader reader;
    private final List<TrustedIssuer> issuers;
    private final Supplier<RevocationStatusView> revocation;

    StatusEndpoint(
            RouteLocator routes,
            RouteStatus.Reader reader,
            List<TrustedIssuer> issuers,
            Supplier<RevocationStatusView> revocation) {
        this.routes = routes;
        this.reader = reader;
        this.issuers = List.copyOf(issuers);
        this.revocation = revocation;
    }

    @ReadOperation
    Mono<Status> status() {
        return routes.getRoutes()
                .map(reader::read)
                .collectList()
                .map(all ->
                        new Status(all, issuers.stream().map(IssuerStatus::of).toList(), revocation.get()));
    }

    record Status(List<RouteStatus> routes, List<IssuerStatus> issuers, RevocationStatusView revocation) {}
}
