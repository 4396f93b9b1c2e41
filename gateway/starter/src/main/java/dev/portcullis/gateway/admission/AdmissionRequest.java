package dev.portcullis.gateway.admission;

import dev.portcullis.gateway.policy.RouteFacts;
import java.util.List;

/**
 * What the decision looks at.
 *
 * @param route where the request would go
 * @param authorization every value of the {@code Authorization} header
 */
public record AdmissionRequest(RouteFacts route, List<String> authorization) {

    @Override
    public String toString() {
        return "AdmissionRequest[" + route.id() + "]"; // the header is a credential
    }
}
