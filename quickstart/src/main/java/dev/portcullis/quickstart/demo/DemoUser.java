package dev.portcullis.quickstart.demo;

import dev.portcullis.quickstart.process.Secret;
import java.util.List;

/** Someone who can sign in. */
public record DemoUser(String username, Secret password, List<String> roles) {

    public DemoUser {
        roles = List.copyOf(roles);
    }
}
