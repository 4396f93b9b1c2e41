package dev.portcullis.quickstart.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one of our services is started.
 *
 * @param name for people
 * @param jar the jar that is shipped
 * @param managementPort where it tells whether it is ready
 * @param jvm options of its virtual machine
 * @param arguments Spring's own, which any process on this machine may read
 * @param environment the secrets, which none but this user's may
 */
public record ServiceSpec(
        String name,
        Path jar,
        int managementPort,
        List<String> jvm,
        List<String> arguments,
        Map<String, Secret> environment) {

    public ServiceSpec {
        jvm = List.copyOf(jvm);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
