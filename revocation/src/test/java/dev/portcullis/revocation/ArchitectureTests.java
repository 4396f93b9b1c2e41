package dev.portcullis.revocation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.portcullis.testing.HouseRules;

@AnalyzeClasses(packages = "dev.portcullis.revocation", importOptions = DoNotIncludeTests.class)
final class ArchitectureTests {

    @ArchTest
    static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule springStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage("..spring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("the log must run, and be simulated, without a container");

    @ArchTest
    static final ArchRule lettuceStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackages("..redis..", "..spring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..")
            .because("a copy of the log may stand elsewhere than in Redis");

    @ArchTest
    static final ArchRule protocolDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAPackage("..revocation.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "org.reactivestreams..", "io.lettuce..", "org.springframework..")
            .because("whoever drives a machine brings the connection, so that a simulation drives what ships");
}
