package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.genogate.gateway.access.Permission.Ruling;
import org.genogate.gateway.access.Permission.Scope;
import org.genogate.gateway.config.RegionGroup;
import org.genogate.gateway.custody.HeldDataset;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.region.Region;
import org.genogate.ledger.consent.Asking;
import org.genogate.ledger.consent.Inquiry;
import org.genogate.ledger.consent.Reason;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.PersonTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four samples: two of Ann, one of Bob, one of nobody.
class PermissionTest {

  private static final int SAMPLES = 4;
  private static final Region GENE = new Region("22", 50, 150);
  private static final Region ELSEWHERE = new Region("22", 500, 501);

  @TempDir Path folder;

  private final Random random = new Random(7);
  private final PersonTag ann = PersonTag.random(random);
  private final PersonTag bob = PersonTag.random(random);
  private final DatasetTag tag = DatasetTag.random(random);
  private final ConsentBook book = new ConsentBook(random);

  private HeldDataset dataset(String... contigs) throws IOException {
    return SmallDataset.of(
        folder,
        tag,
        List.of(contigs),
        List.of(Optional.of(ann), Optional.of(bob), Optional.of(ann), Optional.empty()));
  }

  private Permission permission(HeldDataset dataset, Scope scope, Region... gene) {
    return new Permission(
        new Inquiry(tag, new Purpose.HealthResearch(), new Asking("researcher-1", "university")),
        dataset,
        new SamplePeople(dataset.people()),
        scope,
        Map.of("gene", new RegionGroup("Gene", List.of(gene))));
  }

  private Mask mask(Permission permission) {
    return permission.maskAt(book.view(), ConsentBook.NOW);
  }

  private static SampleSet samples(int... samples) {
    return SampleSet.of(SAMPLES, samples);
  }

  @Test
  void onePersonsConsentOpensAllTheirSamplesAndNobodyElses() throws Exception {
    var permission = permission(dataset("22"), new Scope.Everyone(), GENE);
    book.grant(ann);

    var visibility = mask(permission).visibility();

    assertThat(visibility.permitted()).isEqualTo(samples(0, 2));
    assertThat(visibility.over(GENE)).isEqualTo(samples(0, 2));
  }

  @Test
  void aSampleOfNobodyIsNeverVisible() throws Exception {
    var permission = permission(dataset("22"), new Scope.Everyone(), GENE);
    book.grant(ann);
    book.grant(bob);

    assertThat(mask(permission).visibility().permitted()).isEqualTo(samples(0, 1, 2));
  }

  @Test
  void nobodyWithoutAConsentEventIsVisible() throws Exception {
    var permission = permission(dataset("22"), new Scope.Everyone(), GENE);

    assertThat(permission.at(book.view(), ConsentBook.NOW))
        .isEqualTo(new Ruling.Refused(Reason.NO_CONSENT));
    assertThat(mask(permission).visibility().permitted()).isEqualTo(samples());
  }

  /// A person's ordinal is given with their first consent event, after the samples were first
  /// looked up.
  @Test
  void aPersonWhoConsentsLaterIsFoundInTheSamplesThen() throws Exception {
    var permission = permission(dataset("22"), new Scope.Everyone(), GENE);
    book.grant(bob);
    var before = mask(permission).visibility().permitted();

    book.grant(ann);

    assertThat(before).isEqualTo(samples(1));
    assertThat(mask(permission).visibility().permitted()).isEqualTo(samples(0, 1, 2));
  }

  @Test
  void aWithheldLabelHidesItsRegionAndNoMore() throws Exception {
    var permission = permission(dataset("22"), new Scope.Everyone(), GENE);
    book.grant(ann, "gene");
    book.grant(bob);

    var visibility = mask(permission).visibility();

    assertThat(visibility.over(GENE)).isEqualTo(samples(1));
    assertThat(visibility.over(new Region("22", 149, 160))).isEqualTo(samples(1));
    assertThat(visibility.over(new Region("22", 150, 160))).isEqualTo(samples(0, 1, 2));
    assertThat(visibility.over(ELSEWHERE)).isEqualTo(samples(0, 1, 2));
  }

  @Test
  void aWithheldRegionIsFoundUnderTheOtherNameOfItsContig() throws Exception {
    var permission = permission(dataset("chr22"), new Scope.Everyone(), GENE);
    book.grant(ann, "gene");

    var visibility = mask(permission).visibility();

    assertThat(visibility.over(new Region("chr22", 60, 61))).isEqualTo(samples());
    assertThat(visibility.over(new Region("chr22", 500, 501))).isEqualTo(samples(0, 2));
  }

  @Test
  void aLabelThatTheConfigurationDoesNotKnowHidesThePersonWholly() throws Exception {
    var permission = permission(dataset("22"), new Scope.Everyone(), GENE);
    book.grant(ann, "unknown");
    book.grant(bob);

    var visibility = mask(permission).visibility();

    assertThat(visibility.permitted()).isEqualTo(samples(1));
    assertThat(visibility.over(ELSEWHERE)).isEqualTo(samples(1));
  }

  @Test
  void aLabelOnAContigThatCannotBeToldApartHidesThePersonWholly() throws Exception {
    var permission =
        permission(dataset("22", "scaffold_7"), new Scope.Everyone(), GENE, new Region("17", 1, 2));
    book.grant(ann, "gene");
    book.grant(bob);

    assertThat(mask(permission).visibility().permitted()).isEqualTo(samples(1));
  }

  @Test
  void aLabelOnAChromosomeThatTheDatasetPlainlyLacksHidesNothingMore() throws Exception {
    var permission = permission(dataset("22"), new Scope.Everyone(), GENE, new Region("17", 1, 2));
    book.grant(ann, "gene");

    assertThat(mask(permission).visibility().permitted()).isEqualTo(samples(0, 2));
  }

  @Test
  void aQuestionAboutOnePersonShowsThatPersonAlone() throws Exception {
    var permission = permission(dataset("22"), new Scope.One(bob), GENE);
    book.grant(ann);
    book.grant(bob);

    assertThat(mask(permission).visibility().permitted()).isEqualTo(samples(1));
  }

  @Test
  void aPersonWithoutASampleHereIsRefused() throws Exception {
    var stranger = PersonTag.random(random);
    var permission = permission(dataset("22"), new Scope.One(stranger), GENE);
    book.grant(stranger);

    assertThat(permission.at(book.view(), ConsentBook.NOW)).isInstanceOf(Ruling.Refused.class);
  }

  @Test
  void whoeverRevokesIsGoneFromTheNextMask() throws Exception {
    var permission = permission(dataset("22"), new Scope.Everyone(), GENE);
    book.grant(ann);
    book.grant(bob);
    var before = mask(permission);

    book.revokeAll(ann);
    var after = mask(permission);

    assertThat(after.visibility().permitted()).isEqualTo(samples(1));
    assertThat(after.consentVersion()).isGreaterThan(before.consentVersion());
    assertThat(after.ledgerSize()).isGreaterThan(before.ledgerSize());
  }
}
