package dev.portcullis.gateway.refusal;

import java.time.Duration;
import java.util.List;

/**
 * Every way the gateway says no.
 *
 * <p>{@link #problem()} is abstract on purpose: release 17 has no exhaustive {@code switch} over a sealed type, so this is
 * where the compiler makes a new refusal state its answer.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-3.1">RFC 6750, section 3.1: Error Codes</a>
 */
public sealed interface Refusal {

    /** Its row of the refusal table. Made of constants and configuration only: it never quotes the request. */
    Problem problem();

    /** A path that the rule and the upstream could read differently. */
    record PathRefused() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(400, "path_refused", "The path is not in the plain form that this gateway forwards.");
        }
    }

    /** A host that is missing, told twice, or read differently by whoever routes by it and whoever builds links with it. */
    record HostRefused() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(400, "host_refused", "The request does not name its host once and in plain form.");
        }
    }

    /** Bytes that are no request, or one that asks of a hop what this one does not understand. */
    record RequestMalformed() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(400, "request_malformed", "The request is not in the form that HTTP/1.1 asks for.");
        }
    }

    /** A header section beyond the limit. */
    record HeadersTooLarge() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(431, "headers_too_large", "The headers are larger than this gateway reads.");
        }
    }

    /** A request line beyond the limit. */
    record TargetTooLong() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(414, "target_too_long", "The address is longer than this gateway reads.");
        }
    }

    /** A claim that no upstream would take as a header. Cut, it would name somebody else. */
    record IdentityTooLarge() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(431, "identity_too_large", "A claim of the token is larger than a header may be.");
        }
    }

    /** A method that exists and is not for upstreams. */
    record MethodRefused(List<String> allowed) implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(405, "method_not_allowed", "This method is not allowed here.")
                    .allow(allowed);
        }
    }

    /** A method nobody here knows, so no rule was written with it in mind. */
    record MethodUnknown() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(501, "method_unknown", "This method is not known here.");
        }
    }

    /** No credential, or one of a scheme that is not ours. */
    record NoCredential() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(401, "credential_missing", "This resource needs a bearer token.")
                    .challenge();
        }
    }

    /** Two credentials: whichever we took, an upstream might take the other. */
    record CredentialRepeated() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(400, "credential_repeated", "The request carries more than one credential.")
                    .challenge("invalid_request");
        }
    }

    /** A token beyond the limit, unread. */
    record TokenTooLarge() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(431, "token_too_large", "The token is larger than this gateway reads.");
        }
    }

    /** A token that is no good, and why. */
    record InvalidToken(Reason reason) implements Refusal {

        /** Why a token is no good. */
        public enum Reason {
            MALFORMED("token_malformed", "The token is malformed."),
            ALGORITHM("token_algorithm_refused", "The token is signed with an algorithm that is not allowed."),
            TYPE("token_type_refused", "The token is not an access token."),
            ISSUER("token_issuer_unknown", "The token is of an issuer that is not trusted here."),
            ISSUER_NOT_HERE("token_issuer_refused", "The token is of an issuer that this resource does not admit."),
            KEY("token_key_unknown", "The token names no key of its issuer."),
            SIGNATURE("token_signature_invalid", "The signature of the token does not match."),
            AUDIENCE("token_audience_refused", "The token is meant for another audience."),
            EXPIRED("token_expired", "The token has expired."),
            NOT_YET_VALID("token_not_yet_valid", "The token is not valid yet."),
            LIFETIME("token_lifetime_refused", "The token lives longer than its issuer may grant."),
            REVOKED("token_revoked", "The token has been revoked.");

            private final String code;
            private final String title;

            Reason(String code, String title) {
                this.code = code;
                this.title = title;
            }
        }

        @Override
        public Problem problem() {
            return Problem.of(401, reason.code, reason.title).challenge("invalid_token");
        }
    }

    /** A good token that lacks a scope, a role or a claim which the route asks for. */
    record InsufficientScope(Lack lack, List<String> scopes) implements Refusal {

        /** What is missing. */
        public enum Lack {
            SCOPE("A scope that this resource needs is missing."),
            ROLE("A role that this resource needs is missing."),
            CLAIM("A claim that this resource needs is missing.");

            private final String title;

            Lack(String title) {
                this.title = title;
            }
        }

        @Override
        public Problem problem() {
            return Problem.of(403, "insufficient_scope", lack.title)
                    .challenge("insufficient_scope")
                    .scope(scopes);
        }
    }

    /** A page that the route's CORS does not admit, or that a token in a cookie, which the browser adds, may not act for. */
    record OriginNotAllowed() implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(403, "origin_not_allowed", "A page of this origin may not send this request.");
        }
    }

    /** The issuer is trusted, and no keys of it are at hand. Not 401: a client would throw a good token away. */
    record KeysUnavailable(Duration delay) implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(503, "keys_unavailable", "The keys of the issuer of the token are not at hand now.")
                    .retryAfter(delay);
        }
    }

    /** Nobody can say whether the token has been revoked. */
    record RevocationUnknown(Duration delay) implements Refusal {
        @Override
        public Problem problem() {
            return Problem.of(503, "revocation_unknown", "Whether the token has been revoked cannot be told now.")
                    .retryAfter(delay);
        }
    }

    /** A rule that came past the check at start, and cannot be read. The gateway's fault: nobody is let through. */
    record RuleUnreadable() implements Refusal {
        @Override
        public Problem problem() {
            return Defect.PROBLEM;
        }
    }

    /** A fault of the gateway itself. Its cause is for the operator's log alone. */
    record Defect(Throwable cause) implements Refusal {

        private static final Problem PROBLEM =
                Problem.of(500, "internal_error", "The gateway could not decide about this request.");

        @Override
        public Problem problem() {
            return PROBLEM;
        }
    }
}
