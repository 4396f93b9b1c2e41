package dev.portcullis.quickstart;

import dev.portcullis.quickstart.process.CannotStart;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two services' own jars, which the build lays into {@code services} beside the quickstart's. */
record ServiceJars(Path authService, Path gateway) {

    private static final String NESTED = "jar:nested:";

    static ServiceJars beside(Class<?> application) {
        Path services = locationOf(application).resolveSibling("services");
        return new ServiceJars(
                services.resolve("portcullis-auth-service.jar"), services.resolve("portcullis-gateway.jar"));
    }

    ServiceJars {
        for (Path jar : new Path[] {authService, gateway}) {
            if (!Files.isRegularFile(jar)) {
                throw new CannotStart(jar + " is missing: build it with ./mvnw -DskipTests package.");
            }
        }
    }

    /** The jar that the class came from, or the folder of classes where Maven itself runs the quickstart. */
    private static Path locationOf(Class<?> application) {
        String location =
                application.getProtectionDomain().getCodeSource().getLocation().toString();
        String file = location.startsWith(NESTED)
                ? "file:" + location.substring(NESTED.length(), location.indexOf("/!"))
                : location;
        return Path.of(URI.create(file));
    }
}
