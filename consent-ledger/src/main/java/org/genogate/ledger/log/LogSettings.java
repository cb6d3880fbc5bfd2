package org.genogate.ledger.log;

import java.nio.file.Path;
import java.time.Duration;
import org.genogate.ledger.key.SigningKey;

/// What a log needs to know to be opened.
///
/// @param directory holds the log alone; made if absent
/// @param origin the log's name in checkpoints, and of its key
/// @param key signs checkpoints
/// @param segmentBytes a segment that would grow beyond this is closed
/// @param sealInterval the shortest time between two seals
/// @param sealEntries so many entries are sealed without waiting for the interval
public record LogSettings(
    Path directory,
    String origin,
    SigningKey key,
    int segmentBytes,
    Duration sealInterval,
    int sealEntries) {

  public static LogSettings of(Path directory, String origin, SigningKey key) {
    return new LogSettings(directory, origin, key, 64 << 20, Duration.ofSeconds(1), 65_536);
  }
}
