package org.genogate.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.genogate.genomics.mask.Visibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The picture in README.md, as a test. When one fails, change the code or change both.
class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // What jte makes of the templates belongs to the package whose pages they are.
          .withImportOption(location -> !location.contains("/org/genogate/gateway/page/"))
          .importPackages("org.genogate");

  @Test
  void packagesFormNoCycle() {
    slices().matching("org.genogate.(**)").should().beFreeOfCycles().check(OURS);
  }

  /// Invariant I1: permission to read a genotype comes from the ledger's decision, and from nowhere
  /// else.
  @Test
  void onlyAccessMakesAVisibility() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.genogate.gateway.access..", "org.genogate.genomics.mask..")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe("makes a Visibility", ArchitectureTest::makesAVisibility))
        .check(OURS);
  }

  private static boolean makesAVisibility(JavaAccess<?> call) {
    return call.getTargetOwner().isEquivalentTo(Visibility.class) && call.getName().equals("of");
  }

  /// The reader of files knows no mask, so only ingest may use it.
  @Test
  void onlyIngestReadsGenotypesFromFiles() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.genogate.genomics.source..", "org.genogate.genomics.cohort..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.genogate.genomics.source.VcfReader")
        .check(OURS);
  }

  @Test
  void consentMeetsGenomesInAccessAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.genogate.gateway.access..", "org.genogate.gateway.node..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "decide on consent",
                type -> type.getPackageName().startsWith("org.genogate.ledger.consent")))
        .andShould()
        .dependOnClassesThat()
        .resideInAPackage("org.genogate.genomics..")
        .check(OURS);
  }

  @ParameterizedTest
  @CsvSource({
    "org.genogate.ledger.., org.genogate.genomics..",
    "org.genogate.ledger.., org.genogate.gateway..",
    "org.genogate.ledger.., org.genogate.cluster..",
    "org.genogate.genomics.., org.genogate.cluster..",
    "org.genogate.cluster.., org.genogate.genomics..",
    "org.genogate.cluster.., org.genogate.gateway..",
    "org.genogate.genomics.., org.genogate.ledger..",
    "org.genogate.genomics.., org.genogate.gateway..",
  })
  void coresKnowNeitherEachOtherNorTheNetwork(String core, String stranger) {
    noClasses()
        .that()
        .resideInAPackage(core)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(stranger)
        .check(OURS);
  }

  @ParameterizedTest
  @CsvSource({
    "org.bouncycastle.., org.genogate.ledger.key..",
    "com.hazelcast.., org.genogate.cluster.link..",
    "io.microraft.., org.genogate.cluster.ordering..",
    "htsjdk.., org.genogate.genomics.source..",
    "com.intel.gkl.., org.genogate.genomics.source..",
    "org.apache.arrow.., org.genogate.genomics.arrow..",
    "io.vertx.., org.genogate.gateway..",
    "gg.jte.., org.genogate.gateway..",
    "picocli.., org.genogate.gateway.cli..",
  })
  void eachLibraryLivesInOnePackage(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(OURS);
  }

  /// Each API has its own routes, requests and replies; what they share is in `http` and `access`.
  @Test
  void apisNeverUseOneAnother() {
    slices()
        .matching("org.genogate.gateway.(research|fhir|portal|receipt|release|tlog|admin)..")
        .should()
        .notDependOnEachOther()
        .check(OURS);
  }
}
