package dev.portcullis.auth.login;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.user.Password;
import dev.portcullis.auth.user.Username;
import dev.portcullis.auth.web.JsonBody;

/**
 * What somebody logs in with.
 *
 * @param username the name
 * @param password the password
 */
record Credentials(Username username, Password password) {

    static Outcome<Credentials> from(JsonBody body) {
        return body.text("username")
                .then(Username::parse)
                .then(username -> body.text("password")
                        .then(Password::parse)
                        .then(password -> Outcome.passed(new Credentials(username, password))));
    }
}
