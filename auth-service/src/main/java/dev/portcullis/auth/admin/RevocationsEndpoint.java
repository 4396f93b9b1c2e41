package dev.portcullis.auth.admin;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.revocation.Entry;
import dev.portcullis.auth.revocation.EntryList;
import dev.portcullis.auth.revocation.Revocation;
import dev.portcullis.auth.web.Answers;
import dev.portcullis.auth.web.JsonBodies;
import dev.portcullis.auth.web.JsonBody;
import dev.portcullis.auth.web.OutcomeCounter;
import dev.portcullis.auth.web.ScopeGuard;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code /admin/revocations}: revoke, look, and take back. */
@RestController
final class RevocationsEndpoint {

    private static final String READ = "revocations:read";
    private static final String WRITE = "revocations:write";

    private final ScopeGuard guard;
    private final JsonBodies bodies;
    private final RevocationRequest requests;
    private final Revoking revoking;
    private final EntryList entries;
    private final Answers answers;
    private final OutcomeCounter counter;

    RevocationsEndpoint(
            ScopeGuard guard,
            JsonBodies bodies,
            RevocationRequest requests,
            Revoking revoking,
            EntryList entries,
            Answers answers,
            MeterRegistry meters) {
        this.guard = guard;
        this.bodies = bodies;
        this.requests = requests;
        this.revoking = revoking;
        this.entries = entries;
        this.answers = answers;
        this.counter = new OutcomeCounter(meters, "portcullis.auth.revoke");
    }

    /** Nothing of the body is read before the caller is known. */
    @PostMapping("/admin/revocations")
    Mono<Void> revoke(ServerWebExchange exchange) {
        return guard.admit(exchange.getRequest(), WRITE)
                .flatMap(Outcome.step(caller -> bodies.read(exchange.getRequest())))
                .flatMap(Outcome.step(this::wanted))
                .flatMap(Outcome.step(revoking::revoke))
                .single() // an empty answer is a defect, never a 201
                .doOnNext(counter::count)
                .doOnNext(outcome -> locate(exchange, outcome))
                .flatMap(outcome -> answers.json(exchange, HttpStatus.CREATED, outcome, EntryJson::of));
    }

    private static void locate(ServerWebExchange exchange, Outcome<Entry> outcome) {
        outcome.then(entry -> {
            exchange.getResponse().getHeaders().setLocation(URI.create("/admin/revocations/" + entry.number()));
            return outcome;
        });
    }

    private Mono<Outcome<Revocation>> wanted(JsonBody body) {
        return Mono.fromCallable(() -> requests.from(body)).subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/admin/revocations")
    Mono<Void> list(ServerWebExchange exchange) {
        return guard.admit(exchange.getRequest(), READ)
                .map(outcome -> outcome.then(caller -> ListRequest.from(exchange.getRequest())))
                .flatMap(Outcome.step(question -> entries.list(question).map(Outcome::passed)))
                .single()
                .flatMap(outcome -> answers.json(exchange, HttpStatus.OK, outcome, EntryJson::of));
    }

    @GetMapping("/admin/revocations/{number}")
    Mono<Void> entry(ServerWebExchange exchange, @PathVariable String number) {
        return guard.admit(exchange.getRequest(), READ)
                .flatMap(Outcome.step(caller -> revoking.entry(ListRequest.entry(number))))
                .single()
                .flatMap(outcome ->
                        answers.json(exchange, HttpStatus.OK, outcome, (Entry found) -> EntryJson.of(found)));
    }

    @DeleteMapping("/admin/revocations/{number}")
    Mono<Void> lift(ServerWebExchange exchange, @PathVariable String number) {
        return guard.admit(exchange.getRequest(), WRITE)
                .flatMap(Outcome.step(caller -> revoking.lift(ListRequest.entry(number))))
                .single() // an empty answer is a defect, never a 204
                .flatMap(outcome -> answers.nothing(exchange, outcome));
    }
}
