package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.autoconfigure.PortcullisGatewayAutoConfiguration.Surroundings;
import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.gateway.stream.OpenStreams;
import dev.portcullis.gateway.stream.StreamMeters;
import dev.portcullis.gateway.web.GuardedWebSocketService;
import dev.portcullis.gateway.web.StreamGuard;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.web.reactive.socket.server.WebSocketService;
import reactor.core.scheduler.Schedulers;

/** What ends open streams. */
@Configuration(proxyBeanMethods = false)
final class StreamConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    OpenStreams portcullisOpenStreams(RevocationCheck revocations, Surroundings surroundings) {
        return new OpenStreams(
                surroundings.clock(),
                Schedulers.newSingle("portcullis-streams", true),
                revocations,
                new StreamMeters(surroundings.meters()));
    }

    @Bean
    StreamGuard portcullisStreamGuard(OpenStreams streams) {
        return new StreamGuard(streams);
    }

    /** Before the gateway's own, which it wraps: the gateway asks for one by type. */
    @Bean
    @Primary
    WebSocketService portcullisWebSocketService(
            @Qualifier("webSocketService") WebSocketService sockets, StreamGuard guard) {
        return new GuardedWebSocketService(sockets, guard);
    }
}
