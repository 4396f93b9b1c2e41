package dev.portcullis.gateway.admission;

import static dev.portcullis.gateway.refusal.Outcome.step;

import dev.portcullis.gateway.credential.CredentialReader;
import dev.portcullis.gateway.policy.AccessRule;
import dev.portcullis.gateway.policy.AccessRules;
import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.gateway.verification.TokenVerifier;
import dev.portcullis.gateway.verification.VerifiedToken;
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
        return Mono.just(credentials.read(request.authorization()))
                .flatMap(step(verifier::verify))
                .flatMap(step(token -> accepted(token, rule)))
                .map(outcome -> outcome.then(rule::permit))
                .map(outcome -> outcome.then(token -> new Outcome.Passed<>(Caller.of(token, rule))));
    }

    private Mono<Outcome<VerifiedToken>> accepted(VerifiedToken token, AccessRule rule) {
        return revocations.statusOf(token).map(status -> rule.accept(token, status));
    }
}
