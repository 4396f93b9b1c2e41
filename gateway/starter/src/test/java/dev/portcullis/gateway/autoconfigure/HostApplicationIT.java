package dev.portcullis.gateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.gateway.edge.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** What an application round the gateway can do that the gateway does not guard. */
@ExtendWith(OutputCaptureExtension.class)
final class HostApplicationIT {

    private static final String UNGUARDED = "This application answers some requests itself";
    private static final String MANAGEMENT = "Management endpoints answer on the port of the traffic";
    private static final String ROUTE = "--spring.cloud.gateway.server.webflux.routes[%d].";

    @RestController
    static class Greeting {

        @GetMapping({"/hello", "/hi"})
        String hello() {
            return "hello";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Functions implements WebFluxConfigurer {

        @Bean
        RouterFunction<ServerResponse> statusPage() {
            return RouterFunctions.route()
                    .GET("/status", request -> ServerResponse.ok().build())
                    .build();
        }

        @Bean
        HandlerMapping socket() {
            SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping();
            mapping.setUrlMap(Map.of("/socket", new Object()));
            return mapping;
        }

        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/files/**").addResourceLocations("classpath:/META-INF/");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WrongRoute {

        @Bean
        RouteLocator fromJava(RouteLocatorBuilder routes) {
            return routes.routes()
                    .route(
                            "dsl",
                            route -> route.path("/dsl/**")
                                    .metadata("access", "pubic")
                                    .uri("http://127.0.0.1:1"))
                    .build();
        }
    }

    private static void start(Class<?>[] more, String... changes) {
        List<Class<?>> classes = new ArrayList<>(List.of(TestGateway.class));
        classes.addAll(List.of(more));
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.location=classpath:edge.yml",
                "--upstream=http://127.0.0.1:1",
                "--jwks=http://127.0.0.1:1/jwks",
                "--portcullis.revocation.mode=off"));
        arguments.addAll(List.of(changes));
        new SpringApplicationBuilder(classes.toArray(Class<?>[]::new))
                .run(arguments.toArray(String[]::new))
                .close();
    }

    @Test
    void bareGatewayIsToldNothing(CapturedOutput output) {
        start(new Class<?>[] {}, "--management.server.port=-1");

        assertThat(output.getAll()).doesNotContain(UNGUARDED, MANAGEMENT, "is not read");
    }

    @Test
    void whatTheApplicationAnswersItselfIsNamedOnce(CapturedOutput output) {
        start(new Class<?>[] {Greeting.class, Functions.class});

        assertThat(output.getAll())
                .containsOnlyOnce(UNGUARDED)
                .contains("/hello", "/hi", "statusPage", "/socket", "/files/**");
    }

    @Test
    void nearMissOfARuleIsNamedOnceWithItsRoute(CapturedOutput output) {
        start(
                new Class<?>[] {},
                ROUTE.formatted(0) + "id=near",
                ROUTE.formatted(0) + "uri=http://127.0.0.1:1",
                ROUTE.formatted(0) + "predicates[0]=Path=/near/**",
                ROUTE.formatted(0) + "metadata.acess=public",
                ROUTE.formatted(0) + "metadata.team=blue");

        assertThat(output.getAll())
                .containsOnlyOnce("Route 'near': metadata.acess is not read")
                .doesNotContain("metadata.team is not read");
    }

    @Test
    void wrongRouteFromJavaStopsTheStart(CapturedOutput output) {
        assertThatThrownBy(() -> start(new Class<?>[] {WrongRoute.class})).isNotNull();

        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "Route 'dsl': metadata.access: is none of what is allowed");
    }
}
