package dev.portcullis.auth.backchannel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another OpenID provider: a real server with a key set, and the logout tokens that it would send. */
final class ProviderStandIn implements AutoCloseable {

    static final String ISSUER = "https://idp.example.com";
    static final String AUDIENCE = "our-client-there";
    static final Map<String, Object> EVENTS = Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());

    final AtomicInteger fetches = new AtomicInteger();
    private final RSAKey key = key("theirs");
    private final RSAKey strangers = key("strangers");
    private final HttpServer server;

    ProviderStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    String jwksUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    /** A good token but for one difference. */
    String token(Consumer<JWTClaimsSet.Builder> difference) {
        return sign("logout+jwt", difference, key);
    }

    String typed(@Nullable String type) {
        return sign(type, claims -> {}, key);
    }

    /** By a key of somebody else that goes by this id. */
    String byKey(String kid) {
        return sign(
                "logout+jwt",
                claims -> {},
                new RSAKey.Builder(strangers).keyID(kid).build());
    }

    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("sub-" + UUID.randomUUID())
                .claim("sid", "sid-" + UUID.randomUUID())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(120)))
                .claim("events", EVENTS);
    }

    private static String sign(@Nullable String type, Consumer<JWTClaimsSet.Builder> difference, RSAKey key) {
        JWTClaimsSet.Builder claims = claims();
        difference.accept(claims);
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
        if (type != null) {
            header.type(new JOSEObjectType(type));
        }
        try {
            SignedJWT token = new SignedJWT(header.build(), claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
