package io.podium.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** Evaluation is a pure function, or replays would differ. */
@AnalyzeClasses(packages = "io.podium.rules", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {

    @ArchTest
    static final ArchRule rules_know_neither_kafka_nor_http = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.undertow..", "java.net.http..");

    @ArchTest
    static final ArchRule evaluation_does_no_input_or_output = noClasses()
            .that()
            .resideInAnyPackage("..evaluation..", "..state..", "..program..", "..book..", "..contest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "org.slf4j..");

    @ArchTest
    static final ArchRule nothing_reads_a_clock_or_chance = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule nothing_calculates_in_binary_floating_point = noClasses()
            .that()
            .resideInAnyPackage("..evaluation..", "..state..", "..attribute..", "..contest..")
            .should()
            .callMethod(java.math.BigDecimal.class, "doubleValue")
            .orShould()
            .callConstructor(java.math.BigDecimal.class, double.class);
}
