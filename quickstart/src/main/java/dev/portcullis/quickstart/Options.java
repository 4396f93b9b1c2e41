package dev.portcullis.quickstart;

import dev.portcullis.quickstart.process.CannotStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the person who starts the quickstart asked for.
 *
 * @param gatewayPort where the gateway listens, 0 for a free port
 * @param authPort where the auth service listens, 0 for a free port
 * @param upstreamPort where the sample upstream listens, 0 for a free port
 * @param forAuth arguments that are handed to the auth service
 * @param forGateway arguments that are handed to the gateway
 */
record Options(int gatewayPort, int authPort, int upstreamPort, List<String> forAuth, List<String> forGateway) {

    static final String PREFIX = "portcullis.quickstart.";
    static final String GATEWAY_PORT = PREFIX + "gateway-port";
    static final String AUTH_PORT = PREFIX + "auth-port";
    static final String UPSTREAM_PORT = PREFIX + "upstream-port";
    static final int DEFAULT_GATEWAY_PORT = 8080;
    static final int DEFAULT_AUTH_PORT = 9000;
    static final int DEFAULT_UPSTREAM_PORT = 9100;

    private static final String TO_AUTH = "--auth.";
    private static final String TO_GATEWAY = "--gateway.";
    private static final String ALLOWED =
            "Allowed are --" + GATEWAY_PORT + ", --" + AUTH_PORT + " and --" + UPSTREAM_PORT
                    + ", each =PORT, and " + TO_AUTH + "NAME=VALUE and " + TO_GATEWAY
                    + "NAME=VALUE for what a service is to be started with.";

    Options {
        forAuth = List.copyOf(forAuth);
        forGateway = List.copyOf(forGateway);
    }

    /**
     * Reads them from the command line and from system properties, of which the command line wins.
     *
     * @throws CannotStart for what is unknown or no port
     */
    static Options read(List<String> arguments, Properties system) {
        Map<String, String> ports = ports(system);
        List<String> forAuth = new ArrayList<>();
        List<String> forGateway = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith(TO_AUTH)) {
                forAuth.add("--" + argument.substring(TO_AUTH.length()));
            } else if (argument.startsWith(TO_GATEWAY)) {
                forGateway.add("--" + argument.substring(TO_GATEWAY.length()));
            } else {
                String[] parts = argument.split("=", 2);
                put(ports, parts[0].replaceFirst("^--", ""), parts.length == 2 ? parts[1] : "", argument);
            }
        }
        return new Options(
                port(ports, GATEWAY_PORT, DEFAULT_GATEWAY_PORT),
                port(ports, AUTH_PORT, DEFAULT_AUTH_PORT),
                port(ports, UPSTREAM_PORT, DEFAULT_UPSTREAM_PORT),
                forAuth,
                forGateway);
    }

    private static Map<String, String> ports(Properties system) {
        Map<String, String> ports = new TreeMap<>();
        for (String name : new TreeSet<>(system.stringPropertyNames())) {
            if (name.startsWith(PREFIX)) {
                put(ports, name, system.getProperty(name), "-D" + name);
            }
        }
        return ports;
    }

    private static void put(Map<String, String> ports, String name, String value, String asWritten) {
        if (!List.of(GATEWAY_PORT, AUTH_PORT, UPSTREAM_PORT).contains(name)) {
            throw new CannotStart("The quickstart does not know " + asWritten + ". " + ALLOWED);
        }
        ports.put(name, value);
    }

    private static int port(Map<String, String> ports, String name, int otherwise) {
        String written = ports.getOrDefault(name, String.valueOf(otherwise));
        if (!written.matches("\\d{1,5}") || Integer.parseInt(written) > 65_535) {
            throw new CannotStart("--" + name + " must be a port from 0 to 65535; 0 takes a free one.");
        }
        return Integer.parseInt(written);
    }
}
