package org.genogate.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

  private static final Path DIRECTORY = Path.of("/segments");
  private static final String ORIGIN = "ledger.example.org/test";
  private static final int SEGMENT_BYTES = 400;

  /// One record of a story: 40 bytes of header, "entry 0", padding.
  private static final int RECORD_BYTES = 48;

  private final SimulatedDisk disk = new SimulatedDisk();

  private static Journal open(Disk disk) throws IOException {
    var journal = new Journal(disk, DIRECTORY, ORIGIN, SEGMENT_BYTES);
    journal.recover(0);
    return journal;
  }

  /// Appends `count` entries, each in a batch of its own.
  private static void append(Journal journal, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      journal.append(List.of(record(journal.size(), journal.size())));
    }
  }

  private static SegmentRecord record(long index, long durable) {
    byte[] entry = "entry %d".formatted(index % 10).getBytes(UTF_8);
    return new SegmentRecord(index, 1, durable, SegmentRecord.Kind.ENTRY, entry, new byte[0]);
  }

  private static List<Long> indices(Journal journal) throws IOException {
    var found = new ArrayList<Long>();
    journal.forEach(0, journal.size(), record -> found.add(record.index()));
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
    assertThat(disk.files(DIRECTORY)).hasSize(3);
  }

  @Test
  void aTornTailIsCutAndNothingElse() throws IOException {
    append(open(disk), 3);
    damage(0, Segment.HEADER_BYTES + 2 * RECORD_BYTES + 45);

    var reopened = open(disk);

    assertThat(indices(reopened)).containsExactly(0L, 1L);
    append(reopened, 1);
    assertThat(indices(open(disk))).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aTornBatchIsCutEvenWhereItsLaterRecordsAreWhole() throws IOException {
    var journal = open(disk);
    append(journal, 1);
    journal.append(List.of(record(1, 1), record(2, 1), record(3, 1)));
    damage(0, Segment.HEADER_BYTES + RECORD_BYTES + 45);

    assertThat(indices(open(disk))).containsExactly(0L);
  }

  @Test
  void damageBeforeTheTailIsRefusedWithSegmentAndOffset() throws IOException {
    append(open(disk), 4);
    damage(0, Segment.HEADER_BYTES + RECORD_BYTES + 45);

    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(CorruptLogException.class)
        .hasMessage("0000000000000000000.segment at offset 80: the record of entry 1 is damaged");
  }

  @Test
  void damageInAnEarlierSegmentIsRefused() throws IOException {
    append(open(disk), 20);
    damage(1, Segment.HEADER_BYTES + 45);

    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(CorruptLogException.class)
        .hasMessage("0000000000000000007.segment at offset 32: the record of entry 7 is damaged");
  }

  @Test
  void aMissingSegmentIsRefused() throws IOException {
    append(open(disk), 20);
    disk.delete(DIRECTORY.resolve(Segment.name(7)));

    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(CorruptLogException.class)
        .hasMessage(
            "0000000000000000014.segment at offset 0: the segment that holds entry 7 is missing");
  }

  @Test
  void fewerEntriesThanWereSignedIsALossAndNotATornTail() throws IOException {
    append(open(disk), 3);
    damage(0, Segment.HEADER_BYTES + 2 * RECORD_BYTES + 45);
    var journal = new Journal(disk, DIRECTORY, ORIGIN, SEGMENT_BYTES);

    assertThatThrownBy(() -> journal.recover(3))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("0000000000000000000.segment at offset 128");
  }

  @Test
  void aSegmentOfAnotherLogIsRefused() throws IOException {
    append(open(disk), 1);
    var other = new Journal(disk, DIRECTORY, "ledger.example.org/other", SEGMENT_BYTES);

    assertThatThrownBy(() -> other.recover(0))
        .hasMessageContaining("the header is not of this log, version and place");
  }

  @Test
  void damageThatComesLaterIsFoundWhenRead() throws IOException {
    var journal = open(disk);
    append(journal, 3);
    damage(0, Segment.HEADER_BYTES + RECORD_BYTES + 45);

    assertThatThrownBy(() -> journal.read(1))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("at offset 80");
  }

  @Test
  void theLargestEntryAndPayloadFit() throws IOException {
    var journal = open(disk);
    byte[] entry = new byte[Draft.MOST_ENTRY_BYTES];
    byte[] payload = new byte[Draft.MOST_PAYLOAD_BYTES];
    payload[payload.length - 1] = 7;
    var largest = new SegmentRecord(0, 1, 0, SegmentRecord.Kind.ENTRY, entry, payload);
    journal.append(List.of(largest, record(1, 0)));

    var reopened = open(disk);

    assertThat(reopened.read(0).payload()).isEqualTo(payload);
    assertThat(reopened.read(1).index()).isEqualTo(1);
  }
}
