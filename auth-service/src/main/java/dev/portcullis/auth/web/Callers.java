package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Outcome;
import reactor.core.publisher.Mono;

/** Tells who shows an access token. */
public interface Callers {

    /** Who it is, provided that the token is ours, valid and not revoked as the database knows it. Never empty. */
    Mono<Outcome<Caller>> identify(String accessToken);
}
