package io.podium.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;

/** What may know what. */
@AnalyzeClasses(packages = "io.podium", importOptions = ArchitectureTest.OnlyWhatRuns.class)
class ArchitectureTest {

    /** Neither tests nor jars of tests. */
    static final class OnlyWhatRuns implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return new DoNotIncludeTests().includes(location) && !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule stages_do_not_know_each_other = slices().matching(
                    "io.podium.stream.(dedup|evaluation|leaderboard)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule stages_do_not_know_what_is_built_from_them = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.podium.stream.dedup..", "io.podium.stream.evaluation..", "io.podium.stream.leaderboard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.podium.stream.topology..", "io.podium.stream.engine..", "io.podium.stream.query..");

    @ArchTest
    static final ArchRule only_queries_and_the_http_front_serve_http = noClasses()
            .that()
            .resideOutsideOfPackages("io.podium.stream.query..", "io.podium.ingest.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.undertow..");

    /** Java's own readers take less than what is let in, and a read must not fail by what a check has passed. */
    @ArchTest
    static final ArchRule date_times_are_read_in_one_way = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.podium.schemas.json.DateTime")
            .should()
            .callMethod(OffsetDateTime.class, "parse", CharSequence.class);

    @ArchTest
    static final ArchRule no_stage_reads_a_clock_or_chance = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.podium.stream.dedup..",
                    "io.podium.stream.evaluation..",
                    "io.podium.stream.leaderboard..",
                    "io.podium.stream.store..",
                    "io.podium.schemas..",
                    "io.podium.rules..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule the_front_and_the_processor_know_only_the_contract_of_each_other =
            slices().matching("io.podium.(ingest|stream)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule the_front_does_not_know_the_rules = noClasses()
            .that()
            .resideInAPackage("io.podium.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.podium.rules..");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.podium.(*).(*)..").should().beFreeOfCycles();
}
