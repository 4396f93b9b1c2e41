package dev.portcullis.quickstart;

import dev.portcullis.quickstart.process.PortChoice;

/** Where everything listens. The management ports stand beside the default ports, and are free ones beside others. */
record Ports(int gateway, int gatewayManagement, int auth, int authManagement, int upstream, int redis) {

    /** Chooses them, before anything is started. */
    static Ports choose(Options options) {
        try (PortChoice choice = new PortChoice()) {
            String gateway = "--" + Options.GATEWAY_PORT;
            String auth = "--" + Options.AUTH_PORT;
            return new Ports(
                    choice.take(options.gatewayPort(), "the gateway", gateway),
                    choice.take(
                            options.gatewayPort() == Options.DEFAULT_GATEWAY_PORT ? 8081 : 0,
                            "the gateway's management",
                            gateway),
                    choice.take(options.authPort(), "the auth service", auth),
                    choice.take(
                            options.authPort() == Options.DEFAULT_AUTH_PORT ? 9001 : 0,
                            "the auth service's management",
                            auth),
                    choice.take(options.upstreamPort(), "the sample upstream", "--" + Options.UPSTREAM_PORT),
                    choice.takeFree());
        }
    }
}
