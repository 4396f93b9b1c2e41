package dev.portcullis.gateway.admission;

import static dev.portcullis.gateway.refusal.Outcome.step;

import dev.portcullis.gateway.credential.CredentialReader;
import dev.portcullis.gateway.policy.AccessRule;
import dev.portcullis.gateway.policy.AccessRule.Accepted;
import dev.portcullis.gateway.policy.AccessRules;
import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.gateway.verification.TokenVerifier;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.RevocationStatus;
import reactor.core.publisher.Mono;

/** The whole decision: rule → credential → verification → revocation → policy. */
public final class AdmissionPipeline {

    private final AccessRules rules;
    private final CredentialReader credentials;
    private final TokenVerifier verifier;
    private final RevocationCheck revocations;

    public AdmissionPipeline(
            AccessRules rules, CredentialReader credentials, TokenVerifier verifier, RevocationCheck revocations) {
        this.rules = rules;
        this.credentials = credentials;
        this.verifier = verifier;
        this.revocations = revocations;
    }

    /** Never empty as long as the list keeps its word; an error is a defect. Does not block. */
    public Mono<Outcome<Caller>> decide(AdmissionRequest request) {
        return Mono.just(rules.forRoute(request.route())).flatMap(step(rule -> decide(request, rule)));
    }

    private Mono<Outcome<Caller>> decide(AdmissionRequest request, AccessRule rule) {
        if (rule.isPublic()) {
            return Mono.just(new Outcome.Passed<>(Caller.ANONYMOUS));
        }
        return Mono.just(credentials.read(request.presented(), rule.handling().carriers()))
                .map(outcome -> outcome.then(credential -> OriginRule.check(request, credential)))
                .flatMap(step(verifier::verify))
                .map(outcome -> outcome.then(token -> rule.admit(token, request.method())))
                .flatMap(step(token -> accepted(token, rule)))
                .map(outcome -> outcome.then(accepted -> rule.permit(accepted.token(), request.method())
                        .then(token -> new Outcome.Passed<>(Caller.of(accepted, rule)))));
    }

    private Mono<Outcome<Accepted>> accepted(VerifiedToken token, AccessRule rule) {
        return revocations.statusOf(token).map(status -> rule.accept(token, status));
    }

    /**
     * The decision about a request that a route has forwarded inside the gateway ({@code forward:}), after it was admitted
     * there. The token is not asked for again, and the inner route's demands hold all the same: whoever may choose the
     * inner path must not reach with it what its own rule would refuse.
     */
    public Mono<Outcome<Caller>> decideAgain(AdmissionRequest request, Caller admitted) {
        Outcome<AccessRule> rule = rules.forRoute(request.route());
        return admitted.accepted()
                .map(accepted -> Mono.just(rule.then(inner -> again(request, inner, accepted))))
                .orElseGet(() -> decide(request));
    }

    private static Outcome<Caller> again(AdmissionRequest request, AccessRule rule, Accepted accepted) {
        if (rule.isPublic()) {
            return new Outcome.Passed<>(Caller.ANONYMOUS);
        }
        return rule.admit(accepted.token(), request.method())
                .then(token ->
                        rule.accept(token, accepted.unseen() ? RevocationStatus.UNKNOWN : RevocationStatus.ACTIVE))
                .then(anew -> rule.permit(anew.token(), request.method())
                        .then(token -> new Outcome.Passed<>(Caller.of(anew, rule))));
    }
}
