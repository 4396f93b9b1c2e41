package dev.portcullis.gateway;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.portcullis.testing.HouseRules;
import org.reactivestreams.Publisher;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

@AnalyzeClasses(packages = "dev.portcullis.gateway", importOptions = DoNotIncludeTests.class)
final class ArchitectureTests {

    private static final String G = "dev.portcullis.gateway.";

    @ArchTest
    static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule decisionKnowsNoSpring = noClasses()
            .that()
            .resideInAnyPackage(
                    G + "refusal",
                    G + "credential",
                    G + "verification",
                    G + "revocation",
                    G + "policy",
                    G + "admission")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("a decision has to be tested, and read, without a container");

    @ArchTest
    static final ArchRule refusalIsALeaf = noClasses()
            .that()
            .resideInAPackage(G + "refusal")
            .should()
            .dependOnClassesThat(new DescribedPredicate<>("stand in another room of ours") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName().startsWith("dev.portcullis.")
                            && !type.getPackageName().equals(G + "refusal");
                }
            })
            .because("every step returns a refusal");

    @ArchTest
    static final ArchRule oneClassSetsTheStatus = noClasses()
            .that()
            .doNotHaveSimpleName("RefusalRenderer")
            .should()
            .callMethodWhere(target(nameMatching("setStatusCode|setRawStatusCode"))
                    .and(target(owner(assignableTo(ServerHttpResponse.class)))))
            .because("a second place that renders a refusal is where one of them leaks");

    @ArchTest
    static final ArchRule decisionIsNeverEmpty = noClasses()
            .should()
            .callMethodWhere(
                    target(nameMatching("switchIfEmpty|defaultIfEmpty")).and(target(owner(assignableTo(Mono.class)))))
            .because("an empty answer is a defect, never a pass");

    @ArchTest
    static final ArchRule onlyWhatIsClosedSubscribes = noClasses()
            .that()
            .doNotHaveSimpleName("KeyRefresher")
            .and()
            .doNotHaveSimpleName("RoutesAtStart") // once, before the server listens
            .and()
            .doNotHaveSimpleName("OpenStreams")
            .should()
            .callMethodWhere(target(nameMatching("subscribe")).and(target(owner(assignableTo(Publisher.class)))))
            .because("what is subscribed elsewhere is ended by nobody");
}
