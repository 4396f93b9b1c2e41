package dev.portcullis.gateway.admission;

import dev.portcullis.gateway.credential.Presented;
import dev.portcullis.gateway.policy.RouteFacts;

/**
 * What the decision looks at.
 *
 * @param route where the request would go
 * @param method as it was sent
 * @param webSocket whether it is a handshake
 * @param ownOrigin whether the page that made the browser send it may act for its user
 * @param presented where a credential could stand
 */
public record AdmissionRequest(
        RouteFacts route, String method, boolean webSocket, boolean ownOrigin, Presented presented) {

    @Override
    public String toString() {
        return "AdmissionRequest[" + route.id() + "]"; // the headers hold a credential
    }
}
