package dev.portcullis.auth.revocation;

import dev.portcullis.auth.client.ClientGuard;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.web.Answers;
import dev.portcullis.auth.web.OutcomeCounter;
import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.feed.FeedFormat;
import dev.portcullis.revocation.feed.FeedPage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code GET /revocations?after=n&wait=ms}: the entries behind number n, as soon as there are any, or that there are none.
 *
 * <p>The head of an answer was read after the question came in, so that it is a proof as of the question (rule E1).
 */
@RestController
final class FeedEndpoint {

    static final String SCOPE = "revocations:read";

    /** A third of the longest {@code max-staleness} that is of use: a gateway asks for less. */
    private static final long LONGEST_WAIT_MILLIS = 20_000;

    private final ClientGuard guard;
    private final HeadWatch watch;
    private final DatabaseRevocationLog log;
    private final Duration horizon;
    private final Answers answers;
    private final OutcomeCounter counter;

    FeedEndpoint(
            ClientGuard guard,
            HeadWatch watch,
            DatabaseRevocationLog log,
            AuthSettings settings,
            Answers answers,
            MeterRegistry meters) {
        this.guard = guard;
        this.watch = watch;
        this.log = log;
        this.horizon = settings.revocation().horizon();
        this.answers = answers;
        this.counter = new OutcomeCounter(meters, "portcullis.auth.feed");
    }

    @GetMapping("/revocations")
    Mono<Void> entries(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return Mono.just(guard.admit(request, SCOPE).then(client -> Question.of(request)))
                .flatMap(Outcome.step(this::answer))
                .single() // an empty answer is a defect, never an empty page
                .doOnNext(counter::count)
                .flatMap(outcome -> answers.written(exchange, outcome));
    }

    private Mono<Outcome<byte[]>> answer(Question question) {
        return watch.beyond(question.after(), question.patience())
                .flatMap(head -> head.isEmpty()
                        ? Mono.just(Outcome.<byte[]>refused(Refusal.FEED_BUSY))
                        : log.page(question.after(), FeedPage.MOST_ENTRIES)
                                .map(page -> Outcome.passed(FeedFormat.write(feedPage(question.after(), page)))));
    }

    /** Who asks from before the base is told of it: what is missing up to there has expired. */
    private FeedPage feedPage(long after, DatabaseRevocationLog.Page page) {
        Optional<LogBase> base = Optional.of(page.base()).filter(from -> after < from.number());
        return new FeedPage(page.head(), horizon, base, page.entries());
    }

    /**
     * What a follower asks.
     *
     * @param after the number that it has
     * @param patience how long it would wait for more
     */
    private record Question(long after, Duration patience) {

        static Outcome<Question> of(ServerHttpRequest request) {
            Optional<Long> after = number(request, "after", Long.MAX_VALUE);
            Optional<Long> wait = number(request, "wait", LONGEST_WAIT_MILLIS);
            if (after.isEmpty()) {
                return Outcome.refused(Refusal.field("after", "the number of the last entry that is known, from 0"));
            }
            return wait.isEmpty()
                    ? Outcome.refused(Refusal.field("wait", "0 to " + LONGEST_WAIT_MILLIS + " milliseconds"))
                    : Outcome.passed(new Question(after.get(), Duration.ofMillis(wait.get())));
        }

        /** A whole number from 0; 0 where it is left out. */
        private static Optional<Long> number(ServerHttpRequest request, String name, long most) {
            List<String> values = request.getQueryParams().getOrDefault(name, List.of("0"));
            String text = values.size() == 1 && values.get(0) != null ? values.get(0) : "";
            return text.matches("[0-9]{1,18}") && Long.parseLong(text) <= most
                    ? Optional.of(Long.parseLong(text))
                    : Optional.empty();
        }
    }
}
