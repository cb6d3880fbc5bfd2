package org.genogate.ledger.state;

import static org.genogate.ledger.state.BrokenRuleException.unless;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.genogate.ledger.event.Endorsement;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.EntrySignature;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.key.InvalidSignatureException;
import org.genogate.ledger.key.PublicKey;

/// Finds out who signed an entry.
final class Signers {

  private final FoldState state;

  Signers(FoldState state) {
    this.state = state;
  }

  /// Whom the law then judges: the first signer. All others have signed because the table of
  /// endorsements asks for them; without a row there are no others.
  EnrolledKey of(Entry entry) throws BrokenRuleException {
    var row = state.epoch().endorsements().besideTheLaw(entry.event().number());
    if (row.isEmpty()) {
      only(entry);
    }
    unless(!entry.signatures().isEmpty(), "the event has a signature");
    var signers = new ArrayList<EnrolledKey>();
    for (var signature : entry.signatures()) {
      var key = state.activeKey(signature.key());
      unless(key.isPresent(), "signed by a key that may not sign");
      signers.add(key.get());
    }
    for (int i = 0; i < signers.size(); i++) {
      verify(entry, entry.signatures().get(i), signers.get(i).key());
    }
    endorsed(entry.event(), signers, row);
    return signers.getFirst();
  }

  private static void endorsed(Event event, List<EnrolledKey> signers, List<Endorsement> row)
      throws BrokenRuleException {
    var asked = row.stream().map(Endorsement::role).collect(Collectors.toSet());
    unless(
        signers.stream().skip(1).map(EnrolledKey::role).allMatch(asked::contains),
        "a signature that nobody asked for");
    for (var each : row) {
      unless(
          holders(event, signers, each.role()).size() >= each.count(),
          "the event lacks an endorsement of role " + each.role());
    }
  }

  private static Set<Object> holders(Event event, List<EnrolledKey> signers, KeyRole role) {
    Predicate<EnrolledKey> counts = key -> key.role() == role;
    if (event instanceof ReleaseRequested request) {
      counts = counts.and(key -> role != KeyRole.REQUESTER || isOf(key, request));
    }
    return signers.stream().filter(counts).map(EnrolledKey::holder).collect(Collectors.toSet());
  }

  /// Whether this is a key of the one who requests.
  static boolean isOf(EnrolledKey key, ReleaseRequested request) {
    return key.role() == KeyRole.REQUESTER
        && key.holder().value().equals(request.requester().value());
  }

  static void none(Entry entry) throws BrokenRuleException {
    unless(entry.signatures().isEmpty(), "a signature on an event that the seal signs");
  }

  static EntrySignature only(Entry entry) throws BrokenRuleException {
    unless(entry.signatures().size() == 1, "the event has exactly one signature");
    return entry.signatures().getFirst();
  }

  void verify(Entry entry, EntrySignature signature, PublicKey key) throws BrokenRuleException {
    try {
      signature.verify(key, Entry.signedString(state.origin, entry.event()));
    } catch (InvalidSignatureException e) {
      throw new BrokenRuleException("the signature does not hold: " + e.getMessage());
    }
  }
}
