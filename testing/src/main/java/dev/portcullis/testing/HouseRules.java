package dev.portcullis.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.NullMarked;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rules that every module keeps. A module's {@code ArchitectureTests} takes them in with {@code ArchTests.in}. */
public final class HouseRules {

    private HouseRules() {}

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("dev.portcullis.(**)")
            .should()
            .beFreeOfCycles()
            .because("a room that needs the room behind it cannot be read, tested or replaced alone");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .that()
            .resideInAPackage("dev.portcullis..")
            .should(new ArchCondition<JavaClass>("stand in a package that is @NullMarked") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    JavaPackage room = item.getPackage();
                    if (!room.isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(item, room.getName() + " is not @NullMarked"));
                    }
                }
            })
            .because("NullAway reads null-marked packages only, so one without the mark is not checked at all");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .that()
            .resideInAPackage("dev.portcullis..")
            .should(be(nameMatching(".*[.$](Base|Common|Default)[A-Z]\\w*|.*(Utils?|Helper|Manager|Impl)")))
            .because("such a name is a drawer: whatever fits nowhere ends in it");

    @ArchTest
    static final ArchRule nothingWaitsForAPublisher = noClasses()
            .that()
            .resideInAPackage("dev.portcullis..")
            .should()
            .callMethodWhere(target(owner(assignableTo(Mono.class))).and(target(nameMatching("block|blockOptional"))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Flux.class)))
                    .and(target(nameMatching("block(First|Last)|toIterable|toStream"))))
            .because("a thread that waits is a thread that the event loop has lost");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .that()
            .resideInAPackage("dev.portcullis..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a test that cannot set the time cannot test the boundary instant");

    @ArchTest
    static final ArchRule clocksAreHandedIn = noClasses()
            .that(not(resideInAnyPackage("dev.portcullis..autoconfigure..", "dev.portcullis.quickstart..")))
            .and()
            .areNotAnnotatedWith("org.springframework.context.annotation.Configuration")
            .and()
            .areNotAnnotatedWith("org.springframework.boot.autoconfigure.AutoConfiguration")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .allowEmptyShould(true) // a module that is all wiring has no other class
            .because("only the wiring knows which clock it is");
}
