package dev.portcullis.auth;

import dev.portcullis.testing.RealRedis;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands one service and one Redis to every test class that asks, and ends both after the last of them. */
public final class WithAuthService implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(WithAuthService.class);

    private record Running(RealRedis redis, AuthService service) implements AutoCloseable {

        static Running start() {
            RealRedis redis = RealRedis.start();
            return new Running(redis, AuthService.start(redis, TestClients.arguments()));
        }

        @Override
        public void close() {
            service.close();
            redis.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == AuthService.class || type == AuthClient.class || type == RealRedis.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, type -> Running.start(), Running.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == AuthService.class) {
            return running.service();
        }
        return type == RealRedis.class ? running.redis() : running.service().client();
    }
}
