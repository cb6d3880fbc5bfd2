package org.genogate.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.log.OrderedStore.Mark;
import org.junit.jupiter.api.Test;

class JournalTest {

  private static final Path LOG = Path.of("/log");
  private static final Path DIRECTORY = LOG.resolve("segments");
  private static final String ORIGIN = "ledger.example.org/test";
  private static final int SEGMENT_BYTES = 400;

  /// One record of a story: 40 bytes of header, "entry 0", padding.
  private static final int RECORD_BYTES = 48;

  private static final int MARK_BYTES = 56;
  private static final int OPERATION_BYTES = MARK_BYTES + RECORD_BYTES;

  private final SimulatedDisk disk = new SimulatedDisk();

  private static Journal open(Disk disk) throws IOException {
    var journal = new Journal(disk, LOG, ORIGIN, SEGMENT_BYTES);
    journal.recover(0);
    return journal;
  }

  /// Appends `count` entries, each in an operation of its own.
  private static void append(Journal journal, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      write(journal, 1, journal.tail());
    }
  }

  private static void write(Journal journal, int count, long committed) throws IOException {
    var items = new ArrayList<Batch.Item>();
    for (int i = 0; i < count; i++) {
      byte[] entry = "entry %d".formatted((journal.tail() + i) % 10).getBytes(UTF_8);
      items.add(new Batch.Item(Batch.Kind.ENTRY, new Draft(entry, new byte[0])));
    }
    journal.write(mark(journal, count), new Batch(items), committed);
    journal.force();
  }

  private static Mark mark(Journal journal, int count) throws IOException {
    var marks = journal.marks();
    long position = marks.isEmpty() ? 1 : marks.getLast().position() + 1;
    return new Mark(position, 1, journal.tail(), count, new byte[0]);
  }

  private static List<Long> indices(Journal journal) throws IOException {
    var found = new ArrayList<Long>();
    journal.forEach(0, journal.tail(), record -> found.add(record.index()));
    return found;
  }

  private void damage(int segment, int offset) {
    var found = disk.files(DIRECTORY).entrySet().stream().skip(segment).findFirst().orElseThrow();
    byte[] bytes = found.getValue().clone();
    bytes[offset] ^= 1;
    disk.add(found.getKey(), bytes);
  }

  @Test
  void entriesAreReadBackAfterARestartAcrossSegments() throws IOException {
    append(open(disk), 20);

    var reopened = open(disk);

    assertThat(indices(reopened)).hasSize(20).isSorted();
    assertThat(new String(reopened.read(13).entry(), UTF_8)).isEqualTo("entry 3");
    assertThat(disk.files(DIRECTORY)).hasSize(7);
  }

  @Test
  void aTornTailIsCutAndNothingElse() throws IOException {
    append(open(disk), 3);
    damage(0, Segment.HEADER_BYTES + 2 * OPERATION_BYTES + MARK_BYTES + 45);

    var reopened = open(disk);

    assertThat(indices(reopened)).containsExactly(0L, 1L);
    append(reopened, 1);
    assertThat(indices(open(disk))).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aTornBatchIsCutEvenWhereItsLaterRecordsAreWhole() throws IOException {
    var journal = open(disk);
    append(journal, 1);
    write(journal, 3, 1);
    damage(0, Segment.HEADER_BYTES + OPERATION_BYTES + MARK_BYTES + 45);

    assertThat(indices(open(disk))).containsExactly(0L);
  }

  @Test
  void whatTakesThePlaceOfATornBatchIsReadBack() throws IOException {
    var journal = open(disk);
    append(journal, 1);
    write(journal, 3, 1);
    damage(0, Segment.HEADER_BYTES + OPERATION_BYTES + MARK_BYTES + RECORD_BYTES + 45);
    var reopened = open(disk);

    append(reopened, 2);

    assertThat(indices(reopened)).containsExactly(0L, 1L, 2L);
  }

  @Test
  void damageBeforeTheTailIsRefusedWithSegmentAndOffset() throws IOException {
    append(open(disk), 4);
    damage(0, Segment.HEADER_BYTES + OPERATION_BYTES + MARK_BYTES + 45);

    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(CorruptLogException.class)
        .hasMessage("0000000000000000000.segment at offset 136: the record of entry 1 is damaged");
  }

  @Test
  void damageInAnEarlierSegmentIsRefused() throws IOException {
    append(open(disk), 20);
    damage(1, Segment.HEADER_BYTES + MARK_BYTES + 45);

    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(CorruptLogException.class)
        .hasMessage("0000000000000000003.segment at offset 32: the record of entry 3 is damaged");
  }

  @Test
  void segmentsThatAreRefusedStayAsTheyWereFound() throws IOException {
    var journal = open(disk);
    append(journal, 1);
    write(journal, 2, 1);
    damage(0, Segment.HEADER_BYTES + OPERATION_BYTES + MARK_BYTES + 45);
    byte[] found = disk.read(DIRECTORY.resolve(Segment.name(0)));
    var signed = new Journal(disk, LOG, ORIGIN, SEGMENT_BYTES);

    assertThatThrownBy(() -> signed.recover(3)).isInstanceOf(CorruptLogException.class);

    assertThat(disk.read(DIRECTORY.resolve(Segment.name(0)))).isEqualTo(found);
  }

  @Test
  void aMissingSegmentIsRefused() throws IOException {
    append(open(disk), 20);
    disk.delete(DIRECTORY.resolve(Segment.name(3)));

    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(CorruptLogException.class)
        .hasMessage(
            "0000000000000000006.segment at offset 0: the segment that holds entry 3 is missing");
  }

  @Test
  void fewerEntriesThanWereSignedIsALossAndNotATornTail() throws IOException {
    append(open(disk), 3);
    damage(0, Segment.HEADER_BYTES + 2 * OPERATION_BYTES + MARK_BYTES + 45);
    var journal = new Journal(disk, LOG, ORIGIN, SEGMENT_BYTES);

    assertThatThrownBy(() -> journal.recover(3))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("0000000000000000000.segment at offset 240");
  }

  @Test
  void aSegmentOfAnotherLogIsRefused() throws IOException {
    append(open(disk), 1);
    var other = new Journal(disk, LOG, "ledger.example.org/other", SEGMENT_BYTES);

    assertThatThrownBy(() -> other.recover(0))
        .hasMessageContaining("the header is not of this log, version and place");
  }

  @Test
  void damageThatComesLaterIsFoundWhenRead() throws IOException {
    var journal = open(disk);
    append(journal, 3);
    damage(0, Segment.HEADER_BYTES + OPERATION_BYTES + MARK_BYTES + 45);

    assertThatThrownBy(() -> journal.read(1))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("at offset 192");
  }

  @Test
  void theLargestEntryAndPayloadFit() throws IOException {
    var journal = open(disk);
    byte[] payload = new byte[Draft.MOST_PAYLOAD_BYTES];
    payload[payload.length - 1] = 7;
    var largest = new Draft(new byte[Draft.MOST_ENTRY_BYTES], payload);
    var item = new Batch.Item(Batch.Kind.ENTRY, largest);
    journal.write(mark(journal, 1), new Batch(List.of(item)), 0);
    append(journal, 1);

    var reopened = open(disk);

    assertThat(reopened.read(0).payload()).isEqualTo(payload);
    assertThat(reopened.read(1).index()).isEqualTo(1);
  }

  @Test
  void anOperationTakenBackIsGoneWithAllAfterItAlsoAfterARestart() throws IOException {
    for (long position = 1; position <= 20; position++) {
      var lone = new SimulatedDisk();
      var journal = open(lone);
      for (int i = 0; i < 20; i++) {
        write(journal, 1, 0);
      }
      var before = indices(journal);

      journal.truncateFrom(position);

      var kept = before.subList(0, (int) position - 1);
      assertThat(indices(journal)).isEqualTo(kept);
      assertThat(indices(open(lone))).isEqualTo(kept);
      append(journal, 2);
      assertThat(indices(open(lone))).hasSize(kept.size() + 2);
    }
  }

  @Test
  void whatIsKnownToBeCommittedIsNeverTakenBack() throws IOException {
    var journal = open(disk);
    append(journal, 5);

    assertThatThrownBy(() -> journal.truncateFrom(2)).isInstanceOf(IllegalStateException.class);
    journal.truncateFrom(5);
    assertThat(indices(journal)).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void marksComeBackInOrderWithWhatTheyNoteAndWithoutTheForgotten() throws IOException {
    var journal = open(disk);
    append(journal, 3);
    var note = new Mark(4, 7, 3, 0, new byte[] {1, 2});
    journal.write(note, new Batch(List.of()), 3);
    journal.force();
    journal.forget(2);

    var marks = open(disk).marks();

    assertThat(marks).extracting(Mark::position).containsExactly(3L, 4L);
    assertThat(marks.getLast().term()).isEqualTo(7);
    assertThat(marks.getLast().note()).containsExactly(1, 2);
    assertThat(open(disk).committed()).isEqualTo(3);
  }

  @Test
  void whatWasFetchedFromAPeerIsNoOperationOfOurs() throws IOException {
    var journal = open(disk);
    var item = new Batch.Item(Batch.Kind.SEAL, new Draft(new byte[] {9}, new byte[] {8}));
    journal.write(new Mark(0, 3, 0, 1, new byte[0]), new Batch(List.of(item)), 1);
    append(journal, 1);

    var reopened = open(disk);

    assertThat(reopened.marks()).extracting(Mark::position).containsExactly(1L);
    assertThat(reopened.read(0).kind()).isEqualTo(Batch.Kind.SEAL);
    assertThat(reopened.read(reopened.marks().getFirst()).count()).isEqualTo(1);
  }

  @Test
  void whatTheOrderingKeepsIsReplacedAsAWhole() throws IOException {
    var journal = open(disk);
    assertThat(journal.kept("vote")).isEmpty();
    journal.keep("vote", new byte[] {1});
    journal.keep("vote", new byte[] {2, 3});

    assertThat(open(disk).kept("vote")).hasValue(new byte[] {2, 3});
  }
}
