package dev.portcullis.gateway.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.core.io.Resource;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.handler.AbstractUrlHandlerMapping;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

/**
 * Tells what the host application answers by itself. A global filter runs for routes of the gateway alone, so controllers,
 * router functions and static files are open to everyone unless something else guards them.
 */
final class UnguardedMappings implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(UnguardedMappings.class);

    /** The endpoints' own mapping is in another package for each kind of endpoint. */
    private static final String ACTUATOR = ".actuate.";

    private final ListableBeanFactory beans;

    UnguardedMappings(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> endpoints = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        beans.getBeansOfType(HandlerMapping.class).forEach((name, mapping) -> {
            boolean isManagement = mapping.getClass().getName().contains(ACTUATOR);
            (isManagement ? endpoints : rest).addAll(servedBy(name, mapping));
        });
        if (!endpoints.isEmpty()) {
            LOG.warn(
                    "Management endpoints answer on the port of the traffic, where the gateway guards routes alone; give"
                            + " them a port of their own (management.server.port): {}",
                    endpoints);
        }
        if (!rest.isEmpty()) {
            LOG.warn("This application answers some requests itself, and the gateway guards routes alone: {}", rest);
        }
    }

    private Collection<String> servedBy(String name, HandlerMapping mapping) {
        if (mapping instanceof RoutePredicateHandlerMapping) {
            return List.of();
        }
        if (mapping instanceof RequestMappingInfoHandlerMapping controllers) {
            return controllers.getHandlerMethods().keySet().stream()
                    .flatMap(info -> info.getPatternsCondition().getPatterns().stream())
                    .map(String::valueOf)
                    .distinct()
                    .sorted()
                    .toList();
        }
        if (mapping instanceof RouterFunctionMapping functions) {
            return functions.getRouterFunction() == null ? List.of() : functionsOf(name);
        }
        return mapping instanceof AbstractUrlHandlerMapping urls ? urlsOf(urls) : List.of(name);
    }

    /** Their beans' names: a router function does not tell what it matches. */
    private List<String> functionsOf(String mapping) {
        List<String> names = List.of(beans.getBeanNamesForType(RouterFunction.class));
        return names.isEmpty() ? List.of(mapping) : names;
    }

    private static List<String> urlsOf(AbstractUrlHandlerMapping mapping) {
        return mapping.getHandlerMap().entrySet().stream()
                .filter(entry -> answers(entry.getValue()))
                .map(Map.Entry::getKey)
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    /** Boot maps static files always; only where there is a folder of them is anything served. */
    private static boolean answers(Object handler) {
        Stream<Resource> folders =
                handler instanceof ResourceWebHandler files ? files.getLocations().stream() : Stream.empty();
        return !(handler instanceof ResourceWebHandler) || folders.anyMatch(Resource::exists);
    }
}
