package dev.portcullis.gateway.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Lets the keys of the auth service and of the quickstart stand beside ours in one file: they are under the same prefix
 * and are none of the gateway's business.
 */
final class NeighboursKeys implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final List<ConfigurationPropertyName> NEIGHBOURS = List.of(
            ConfigurationPropertyName.of(PortcullisProperties.PREFIX + ".auth"),
            ConfigurationPropertyName.of(PortcullisProperties.PREFIX + ".quickstart"));

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(handler) {
            @Override
            public void onFinish(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
                    throws Exception {
                try {
                    super.onFinish(name, target, context, result);
                } catch (UnboundConfigurationPropertiesException unbound) {
                    throwWithoutNeighbours(unbound);
                }
            }
        };
    }

    private static void throwWithoutNeighbours(UnboundConfigurationPropertiesException unbound) {
        Set<ConfigurationProperty> rest = new TreeSet<>(unbound.getUnboundProperties());
        rest.removeIf(property -> NEIGHBOURS.stream().anyMatch(key -> key.isAncestorOf(property.getName())));
        if (!rest.isEmpty()) {
            throw new UnboundConfigurationPropertiesException(rest);
        }
    }
}
