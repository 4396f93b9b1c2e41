package dev.portcullis.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A real Redis that speaks TLS at its {@link #port()}, and shows a certificate that was made for the occasion. The test's own
 * {@link #cli} goes past it.
 */
public final class RedisOverTls implements RealRedis {

    private static final char[] PASSWORD = "only for the test".toCharArray();
    private static final String ALIAS = "redis";

    private final Path folder;
    private final int port = FreePort.choose();
    private final RealRedis behind;

    private RedisOverTls(Path folder, List<String> more) {
        this.folder = folder;
        List<String> words = new ArrayList<>(List.of("--save", "", "--maxmemory-policy", "noeviction"));
        words.addAll(List.of("--tls-port", String.valueOf(port), "--tls-key-file", key().toString()));
        words.addAll(List.of("--tls-cert-file", certificate().toString()));
        words.addAll(List.of("--tls-ca-cert-file", certificate().toString()));
        words.addAll(more);
        this.behind = RedisProcess.start(FreePort.choose(), words.toArray(String[]::new));
    }

    /**
     * One that asks clients for no certificate.
     *
     * @param name whom its own certificate names, such as {@code ip:127.0.0.1}
     */
    public static RedisOverTls start(String name) {
        return new RedisOverTls(certified(name), List.of("--tls-auth-clients", "no"));
    }

    /** One that lets in only who shows a certificate that it trusts; it trusts its own. */
    public static RedisOverTls startMutual(String name) {
        return new RedisOverTls(certified(name), List.of("--tls-auth-clients", "yes"));
    }

    private static Path certified(String name) {
        try {
            Path folder = Files.createTempDirectory("portcullis-tls-");
            Path store = folder.resolve("keys.p12");
            keytool(store, name);
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
            Key key = keys.getKey(ALIAS, PASSWORD);
            Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", key.getEncoded()));
            Files.writeString(
                    folder.resolve("certificate.pem"),
                    pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
            return folder;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDK makes certificates by its tool alone. */
    private static void keytool(Path store, String name) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String password = new String(PASSWORD);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                tool.toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=redis",
                "-ext",
                "san=" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                password));
        int exit = builder.inheritIO().start().onExit().join().exitValue();
        if (exit != 0) {
            throw new IllegalStateException("keytool ended with " + exit);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    /** Its certificate, as PEM: what a client has to trust. */
    public Path certificate() {
        return folder.resolve("certificate.pem");
    }

    /** Key of {@link #certificate()}. */
    public Path key() {
        return folder.resolve("key.pem");
    }

    /** The same server in the clear. */
    public RealRedis plain() {
        return behind;
    }

    @Override
    public String host() {
        return behind.host();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void pause() {
        behind.pause();
    }

    @Override
    public void resume() {
        behind.resume();
    }

    @Override
    public void kill() {
        behind.kill();
    }

    @Override
    public void restartEmpty() {
        behind.restartEmpty();
    }

    @Override
    public void restartAsSaved() {
        behind.restartAsSaved();
    }

    @Override
    public String cli(String... command) {
        return behind.cli(command);
    }

    @Override
    public void close() {
        behind.close();
        try {
            for (String file : List.of("keys.p12", "key.pem", "certificate.pem")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
