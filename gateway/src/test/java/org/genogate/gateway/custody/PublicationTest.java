package org.genogate.gateway.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genogate.gateway.custody.Publication.Order;
import org.genogate.gateway.custody.Publication.SampleOwners;
import org.genogate.genomics.cohort.CallableRegions;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.source.MalformedVcfException;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {

  @TempDir Path folder;

  private Custody custody;

  @BeforeEach
  void open() throws Exception {
    custody = Custody.open(folder);
  }

  @AfterEach
  void close() throws Exception {
    custody.close();
  }

  private void reopen() throws IOException {
    custody.close();
    custody = Custody.open(folder);
  }

  private long entries() {
    return custody.ledger.view().size();
  }

  @Test
  void whatIsPublishedIsServedNowAndAfterARestart() throws Exception {
    var held = custody.publish("cohort", custody.cohort(3));

    reopen();

    var again = custody.catalog.find("cohort").orElseThrow();
    assertThat(again.id()).isEqualTo(held.id());
    assertThat(again.people()).isEqualTo(held.people());
    assertThat(again.people().getFirst())
        .isEqualTo(custody.people.tagOf(CohortGenerator.sampleName(0)));
  }

  @Test
  void aDamagedFileLeavesNothingBehind() throws Exception {
    var damaged = Files.writeString(folder.resolve("bad.vcf"), "##fileformat=VCFv4.2\nx\n");
    custody.ledger.awaitSealed();
    long before = entries();

    assertThatThrownBy(() -> custody.publish("cohort", damaged))
        .isInstanceOf(MalformedVcfException.class)
        .hasMessageContaining("line 2");

    assertThat(custody.datasets()).isEmptyDirectory();
    assertThat(custody.catalog.find("cohort")).isEmpty();
    assertThat(custody.ledger.datasets()).isEmpty();
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void anIngestThatIsStoppedMidwayLeavesTheOlderVersionAlone() throws Exception {
    var first = custody.publish("cohort", custody.cohort(3));
    var order =
        new Order(
            "cohort",
            custody.cohort(4),
            new SampleOwners.EachItsOwn(),
            new CallableRegions.Unknown());

    assertThatThrownBy(() ->
            custody.publication.publish(
                order,
                (_, _, _) -> {
                  throw new UncheckedIOException(new IOException("whoever asked has left"));
                }))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(custody.catalog.find("cohort")).contains(first);
    assertThat(custody.datasets().resolve(first.tag().toString()))
        .isDirectoryNotContaining(version -> version.endsWith("2"));
  }

  @Test
  void aPeopleFileOfOtherSamplesPublishesNothing() throws Exception {
    var people = Files.writeString(folder.resolve("p.csv"), "person,sample\nann,NOBODY\n");

    assertThatThrownBy(
            () -> custody.publish("cohort", custody.cohort(3), new SampleOwners.Listed(people)))
        .isInstanceOf(MalformedPeopleException.class);

    assertThat(custody.datasets()).isEmptyDirectory();
    assertThat(custody.ledger.datasets()).isEmpty();
  }

  @Test
  void aPeopleFileSaysWhoseTheSamplesAre() throws Exception {
    var one = CohortGenerator.sampleName(0);
    var two = CohortGenerator.sampleName(2);
    var people =
        Files.writeString(
            folder.resolve("p.csv"), "person,sample\nann,%s\nann,%s\n".formatted(one, two));

    var held = custody.publish("cohort", custody.cohort(3), new SampleOwners.Listed(people));

    var ann = custody.people.tagOf("ann");
    assertThat(held.people()).isEqualTo(List.of(ann, Optional.empty(), ann));
  }

  @Test
  void aSecondVersionReplacesTheFirstWhileOldAnswersGoOn() throws Exception {
    var first = custody.publish("cohort", custody.cohort(3));

    var second = custody.publish("cohort", custody.cohort(5));

    assertThat(second.tag()).isEqualTo(first.tag());
    assertThat(second.version()).isEqualTo(2);
    assertThat(custody.catalog.find("cohort")).contains(second);
    // Not read before, so it comes from the disk.
    var everybody = Visibility.of(SampleSet.all(3), Map.of());
    assertThat(first.store().read(first.store().header().rows() - 1, everybody).span().start())
        .isPositive();

    reopen();

    assertThat(custody.catalog.find("cohort").orElseThrow().version()).isEqualTo(2);
    assertThat(custody.catalog.all()).hasSize(1);
  }

  @Test
  void aPersonIsTheSameInEveryDataset() throws Exception {
    var first = custody.publish("cohort", custody.cohort(3));
    var other = custody.publish("other", custody.cohort(3));

    assertThat(other.tag()).isNotEqualTo(first.tag());
    assertThat(other.people()).isEqualTo(first.people());
  }

  @Test
  void whatACrashLeftOfAnIngestIsDeletedAndNothingElseIs() throws Exception {
    var held = custody.publish("cohort", custody.cohort(3));
    var halfNew = new DatasetFolder(custody.datasets().resolve("0".repeat(32)), "1");
    var halfNext = new DatasetFolder(custody.datasets().resolve(held.tag().toString()), "2");
    halfNew.begin();
    halfNext.begin();
    Files.createDirectories(halfNext.store());
    Files.writeString(halfNext.store().resolve("part"), "half");

    reopen();

    assertThat(custody.catalog.find("cohort").map(HeldDataset::id)).contains(held.id());
    assertThat(custody.datasets())
        .isDirectoryNotContaining(dataset -> dataset.equals(halfNew.dataset()));
    assertThat(halfNext.dataset()).isDirectoryNotContaining(version -> version.endsWith("2"));
  }

  @Test
  void aDatasetThatTheLedgerDoesNotKnowIsKeptAndNotServed() throws Exception {
    var folder = new DatasetFolder(custody.datasets().resolve("0".repeat(32)), "1");
    folder.begin();
    folder.finish();

    reopen();

    assertThat(folder.dataset()).isDirectoryContaining(version -> version.endsWith("1"));
    assertThat(custody.catalog.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a b", "a/b", "..", "a_b", "ä"})
  void aNameThatCouldMeanSomethingElseIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Order(
                name, Path.of("x"), new SampleOwners.EachItsOwn(), new CallableRegions.Unknown()))
        .withMessageContaining("1 to 64 lower-case letters");
  }
}
