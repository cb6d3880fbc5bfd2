package org.genogate.gateway.release;

import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Set;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.MalformedEntryException;

/// What somebody signed offline who agrees to a release, as a file for the custodian.
public final class EndorsementDocument {

  private static final String KIND = "genogate-release-endorsement/1";

  private static final Set<String> FIELDS = Set.of("kind", "release", "entry");

  private EndorsementDocument() {}

  /// @throws IllegalArgumentException if the entry endorses no release
  public static JsonObject write(Entry endorsement) {
    return new JsonObject()
        .put("kind", KIND)
        .put("release", event(endorsement).release().toString())
        .put("entry", Base64.getEncoder().encodeToString(endorsement.encode()));
  }

  /// @throws IllegalArgumentException if it is not exactly what [#write] writes
  public static Entry read(byte[] document) {
    var fields = Fields.read(document, FIELDS);
    if (!fields.text("kind").equals(KIND)) {
      throw new IllegalArgumentException("the document is no " + KIND);
    }
    try {
      var entry = Entry.decode(fields.base64("entry"));
      if (!event(entry).release().toString().equals(fields.text("release"))) {
        throw new IllegalArgumentException("the entry is about another release");
      }
      return entry;
    } catch (MalformedEntryException e) {
      throw new IllegalArgumentException("the entry cannot be read", e);
    }
  }

  /// @throws IllegalArgumentException if the entry endorses no release
  static ReleaseEndorsed event(Entry entry) {
    if (entry.event() instanceof ReleaseEndorsed event) {
      return event;
    }
    throw new IllegalArgumentException("the entry endorses no release");
  }
}
