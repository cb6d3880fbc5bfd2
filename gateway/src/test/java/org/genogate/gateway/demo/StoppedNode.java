package org.genogate.gateway.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.genogate.gateway.node.DataFolder;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogSettings;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Vault;

/// What can be read of one person on the disk of a node that does not run.
///
/// @param consents how many grants and denials of theirs are there
/// @param readable how many of them the node's vault opens
record StoppedNode(boolean holdsKey, boolean refusesKey, int consents, int readable) {

  private static final byte[] CONTEXT = "genogate/payload/v1/".getBytes(US_ASCII);

  static StoppedNode at(Path data, PersonTag person) throws IOException, FolderInUseException {
    var random = new SecureRandom();
    try (var folder = DataFolder.own(data);
        var vault = folder.openVault(random);
        var log = log(folder, vault)) {
      var counts = new int[2];
      log.replay(
          0,
          stored -> {
            if (whose(stored).filter(person::equals).isPresent()) {
              counts[0]++;
              counts[1] += opens(vault, person, stored) ? 1 : 0;
            }
          });
      return new StoppedNode(
          vault.knows(person), vault.isErased(KeyName.of(person)), counts[0], counts[1]);
    }
  }

  private static LedgerLog log(DataFolder folder, Vault vault) throws IOException {
    var origin = Files.readString(folder.ledger().resolve("origin")).strip();
    var settings = LogSettings.of(folder.ledger(), origin, vault.signingKey("log"));
    return LedgerLog.open(settings, new NoRules());
  }

  private static Optional<PersonTag> whose(StoredEntry stored) {
    try {
      return switch (Entry.decode(stored.entry()).event()) {
        case ConsentGranted granted -> Optional.of(granted.person());
        case ConsentDenied denied -> Optional.of(denied.person());
        default -> Optional.empty();
      };
    } catch (MalformedEntryException e) {
      throw new IllegalStateException("a log with something else in it", e);
    }
  }

  /// As the ledger does: a payload opens beside its own entry.
  private static boolean opens(Vault vault, PersonTag person, StoredEntry stored) {
    var leaf = stored.leaf().toBytes();
    var context = ByteBuffer.allocate(CONTEXT.length + leaf.length).put(CONTEXT).put(leaf).array();
    return vault.openForPerson(person, stored.payload(), context).isPresent();
  }
}
