package dev.portcullis.auth.admin;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.user.NewUser;
import dev.portcullis.auth.user.Password;
import dev.portcullis.auth.user.Username;
import dev.portcullis.auth.user.Words;
import dev.portcullis.auth.web.JsonBody;

/** Reads the description of a new user. Roles and scopes that are left out are none. */
final class UserRequest {

    private UserRequest() {}

    static Outcome<NewUser> from(JsonBody body) {
        return body.text("username")
                .then(Username::parse)
                .then(username -> body.text("password")
                        .then(Password::parse)
                        .then(password -> words(body, "roles")
                                .then(roles -> words(body, "scopes")
                                        .then(scopes ->
                                                Outcome.passed(new NewUser(username, password, roles, scopes))))));
    }

    private static Outcome<Words> words(JsonBody body, String field) {
        return body.texts(field).then(texts -> Words.parse(field, texts));
    }
}
