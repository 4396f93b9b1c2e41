package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The corpus of hostile tokens over HTTP, an issuer with a secret beside the one with public keys. */
final class HostileCorpusIT {

    @Test
    void noneIsAdmittedNoneIsADefectAndNoAddressIsAsked() throws JOSEException {
        try (RecordingUpstream trap = new RecordingUpstream();
                Edge edge = new Edge(
                        Edge::answeringForItself,
                        "--portcullis.issuers.legacy.issuer=" + HostileCorpus.LEGACY_ISSUER,
                        "--portcullis.issuers.legacy.secrets[0]=" + HostileCorpus.LEGACY_SECRET,
                        "--portcullis.issuers.legacy.secret-encoding=text",
                        "--portcullis.issuers.legacy.algorithms=HS256",
                        "--portcullis.issuers.legacy.audiences=api")) {
            edge.ready();
            Map<String, String> corpus = HostileCorpus.tokens(trap.uri() + "/jwks");
            int before = edge.upstream.seen().size();
            Map<String, Integer> others = new LinkedHashMap<>();
            corpus.forEach((name, token) -> {
                int status = edge.getAs(token, "/api/hostile").reply().status();
                if (status != 401) {
                    others.put(name, status);
                }
            });

            assertThat(corpus).hasSizeGreaterThan(120);
            assertThat(others).isEmpty();
            assertThat(edge.upstream.seen()).hasSize(before);
            assertThat(trap.seen()).isEmpty();
            assertThatAnswer(edge.getAs(TestTokens.valid(), "/api/x")).isAdmitted();
            assertThatAnswer(edge.getAs(TestTokens.signedBy(TestKeys.RSA, "RS256"), "/api/x"))
                    .isAdmitted();
        }
    }
}
