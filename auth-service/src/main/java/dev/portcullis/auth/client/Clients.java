package dev.portcullis.auth.client;

import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.settings.AuthSettings.ClientSettings;
import dev.portcullis.auth.settings.ClientSecret;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The clients that configuration names. */
@Component
final class Clients {

    /** What a stranger's secret is compared with, so that an unknown id takes the time of a known one. */
    private static final ClientSecret NOBODYS =
            ClientSecret.of(UUID.randomUUID().toString());

    private final Map<String, ClientSettings> byId;

    Clients(AuthSettings settings) {
        this.byId = settings.clients().stream()
                .collect(Collectors.toUnmodifiableMap(ClientSettings::id, Function.identity()));
    }

    /** The client, where there is one of that id and that is its secret. */
    Optional<Client> authenticated(String id, String secret) {
        Optional<ClientSettings> known = Optional.ofNullable(byId.get(id));
        boolean matches = known.map(ClientSettings::secret).orElse(NOBODYS).matches(secret);
        return known.filter(client -> matches).map(client -> new Client(client.id(), client.scopes()));
    }
}
