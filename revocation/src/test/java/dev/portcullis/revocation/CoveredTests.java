package dev.portcullis.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Covered.Client;
import dev.portcullis.revocation.Covered.Issuer;
import dev.portcullis.revocation.Covered.Key;
import dev.portcullis.revocation.Covered.Session;
import dev.portcullis.revocation.Covered.Subject;
import dev.portcullis.revocation.Covered.Token;
import dev.portcullis.revocation.Covered.UnnamedToken;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CoveredTests {

    @Test
    void everyKindHasAMemberOfItsOwn() {
        List<Covered> alike = List.of(
                new Token("i", "x"),
                new UnnamedToken("i", "x"),
                new Session("i", "x"),
                new Subject("i", "x"),
                new Client("i", "x"),
                new Issuer("i"),
                new Key("i", "x"));

        assertThat(alike)
                .extracting(Covered::member)
                .doesNotHaveDuplicates()
                .allSatisfy(member -> assertThat(member).matches("[tuspcik]:[A-Za-z0-9_-]{43}"));
        assertThat(alike).hasSameSizeAs(Covered.class.getPermittedSubclasses());
    }

    @Test
    void movingTextBetweenIssuerAndSubjectCoversSomebodyElse() {
        Covered subject = new Subject("https://a", "b:c");

        assertThat(subject.member()).isNotEqualTo(new Subject("https://a:b", "c").member());
        assertThat(subject.member()).isEqualTo(new Subject("https://a", "b:c").member());
    }
}
