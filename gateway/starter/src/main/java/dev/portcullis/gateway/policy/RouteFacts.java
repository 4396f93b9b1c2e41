package dev.portcullis.gateway.policy;

import java.util.Map;

/**
 * What a rule is found by.
 *
 * @param route the route object itself: its id may be used again by another after a refresh
 * @param id its name, for messages alone
 * @param metadata where its {@code access} stands
 */
public record RouteFacts(Object route, String id, Map<String, Object> metadata) {}
