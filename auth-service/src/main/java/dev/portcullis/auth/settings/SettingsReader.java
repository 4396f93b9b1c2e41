package dev.portcullis.auth.settings;

import dev.portcullis.auth.settings.AuthSettings.ClientSettings;
import dev.portcullis.auth.settings.AuthSettings.FirstAdministrator;
import dev.portcullis.auth.settings.AuthSettings.Lifetimes;
import dev.portcullis.auth.settings.AuthSettings.ProviderSettings;
import dev.portcullis.auth.settings.AuthSettings.RefreshKeys;
import dev.portcullis.auth.settings.AuthSettings.RevocationSettings;
import dev.portcullis.auth.settings.AuthSettings.Secrets;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Checks everything that operators wrote, and reports all that is wrong at once. */
final class SettingsReader {

    static final String KEY_ENCRYPTION_KEY = "PORTCULLIS_KEY_ENCRYPTION_KEY";
    static final String REFRESH_KEY = "PORTCULLIS_REFRESH_KEY";
    static final String ADMIN_USERNAME = "PORTCULLIS_ADMIN_USERNAME";
    static final String ADMIN_PASSWORD = "PORTCULLIS_ADMIN_PASSWORD";

    private static final String PREFIX = "portcullis.auth.";
    /** A gateway takes no token that lives longer, see {@code max-lifetime} there. */
    private static final Duration LONGEST_ACCESS_TOKEN = Duration.ofHours(24);

    private final PortcullisProperties.Auth written;
    private final Variables environment;
    private final List<String> problems = new ArrayList<>();

    /** Environment variables by name. */
    @FunctionalInterface
    interface Variables {
        @Nullable String get(String name);
    }

    private SettingsReader(PortcullisProperties.Auth written, Variables environment) {
        this.written = written;
        this.environment = environment;
    }

    /**
     * The settings that are written there.
     *
     * @throws BadConfiguration naming every problem
     */
    static AuthSettings read(PortcullisProperties.Auth written, Variables environment) {
        return new SettingsReader(written, environment).read();
    }

    private AuthSettings read() {
        checkNames();
        checkLifetimes();
        checkRevocation();
        checkClients();
        List<ProviderSettings> providers =
                BackchannelReader.read(written.backchannel().providers(), written.issuer(), problems);
        Optional<SecretBytes> keyEncryption = secret(KEY_ENCRYPTION_KEY);
        Optional<RefreshKeys> refresh = refreshKeys();
        Optional<FirstAdministrator> administrator = firstAdministrator();
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
        return new AuthSettings(
                written.issuer(),
                written.audience(),
                new Lifetimes(written.refreshGrace(), written.accessTokenLifetime(), written.sessionLifetime()),
                revocation(),
                clients(),
                providers,
                new Secrets(keyEncryption.orElseThrow(), refresh.orElseThrow(), administrator));
    }

    private void checkNames() {
        require(isIssuer(written.issuer()), "issuer", "an absolute http or https URL without query or fragment");
        require(!written.audience().isBlank(), "audience", "not blank");
    }

    private void checkLifetimes() {
        within("refresh-grace", written.refreshGrace(), Duration.ZERO, Duration.ofMinutes(5));
        within("access-token-lifetime", written.accessTokenLifetime(), Duration.ofSeconds(1), LONGEST_ACCESS_TOKEN);
        within("session-lifetime", written.sessionLifetime(), Duration.ofSeconds(1), Duration.ofDays(400));
    }

    private void checkRevocation() {
        PortcullisProperties.Revocation log = written.revocation();
        require(log.replicas() >= 0 && log.replicas() <= 9, "revocation.replicas", "a number from 0 to 9");
        within("revocation.horizon", log.horizon(), Duration.ofMinutes(6), Duration.ofDays(400));
        within("revocation.publish-timeout", log.publishTimeout(), Duration.ofMillis(50), Duration.ofSeconds(30));
        require(
                log.keyPrefix().matches("[^{}]*\\{[^{}]+}[^{}]*"),
                "revocation.key-prefix",
                "a text with one {hash tag}, so that all keys of the log share a slot");
    }

    private RevocationSettings revocation() {
        PortcullisProperties.Revocation log = written.revocation();
        return new RevocationSettings(log.replicas(), log.horizon(), log.publishTimeout(), log.keyPrefix());
    }

    private void checkClients() {
        written.clients().forEach((id, client) -> {
            String secret = client.secret();
            require(id.matches("[A-Za-z0-9._~-]{1,128}"), "clients", "named by 1 to 128 letters, digits and ._~-");
            require(
                    !isReserved(id),
                    "clients",
                    "named neither first-party nor as a UUID: a client is the sub of its own tokens");
            require(
                    secret != null && secret.length() >= ClientSecret.FEWEST_CHARS && secret.length() <= 512,
                    "clients." + id + ".secret",
                    "a random text of 32 to 512 characters, from the environment");
            require(
                    client.scopes().stream().allMatch(scope -> scope.matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]+")),
                    "clients." + id + ".scopes",
                    "names of printable ASCII without spaces, quotes or backslashes");
        });
    }

    /** Of our own client, and of users: no client may pass for one (RFC 9068, section 5). */
    private static boolean isReserved(String id) {
        return "first-party".equals(id) || id.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    private List<ClientSettings> clients() {
        return written.clients().entrySet().stream()
                .map(client -> new ClientSettings(
                        client.getKey(),
                        ClientSecret.of(Objects.requireNonNull(client.getValue().secret())),
                        Set.copyOf(client.getValue().scopes())))
                .toList();
    }

    private Optional<SecretBytes> secret(String variable) {
        String text = environment.get(variable);
        Optional<SecretBytes> secret = text == null ? Optional.empty() : SecretBytes.parse(text);
        if (secret.isEmpty()) {
            problems.add("The environment variable " + variable + " must hold the base64 of 32 random bytes.");
        }
        return secret;
    }

    private Optional<RefreshKeys> refreshKeys() {
        String text = environment.get(REFRESH_KEY);
        String[] parts = text == null ? new String[0] : text.split(",", -1);
        List<SecretBytes> keys = List.of(parts).stream()
                .flatMap(part -> SecretBytes.parse(part).stream())
                .toList();
        if (parts.length < 1 || parts.length > 2 || keys.size() != parts.length) {
            problems.add(
                    "The environment variable " + REFRESH_KEY
                            + " must hold the base64 of 32 random bytes, or two of them with a comma between while it rotates.");
            return Optional.empty();
        }
        return Optional.of(new RefreshKeys(keys.get(0), keys.stream().skip(1).findFirst()));
    }

    private Optional<FirstAdministrator> firstAdministrator() {
        String username = blankToNull(environment.get(ADMIN_USERNAME));
        String password = blankToNull(environment.get(ADMIN_PASSWORD));
        if ((username == null) != (password == null)) {
            problems.add("The environment variables " + ADMIN_USERNAME + " and " + ADMIN_PASSWORD
                    + " must be set both or neither.");
        }
        return username == null || password == null
                ? Optional.empty()
                : Optional.of(new FirstAdministrator(username, password));
    }

    private void within(String key, Duration value, Duration least, Duration most) {
        UnaryOperator<String> lower = text -> text.substring("PT".length()).toLowerCase(Locale.ROOT);
        require(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                key,
                "a duration from " + lower.apply(least.toString()) + " to " + lower.apply(most.toString()));
    }

    private void require(boolean holds, String key, String allowed) {
        if (!holds) {
            problems.add(PREFIX + key + " must be " + allowed + ".");
        }
    }

    /** RFC 8414, section 2, without its demand of https: on one machine, and behind a proxy, plain http is used. */
    private static boolean isIssuer(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
