package org.genogate.gateway.config;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.state.Verdict;

/// The first entry of a log that several nodes keep: who they are, by which keys, and how many of
/// them make it final. Judged by the ledger's law.
@SuppressWarnings("ArrayRecordComponent") // compared by its fingerprint
public record Founding(byte[] entry, Genesis genesis, Policy policy) {

  private static final int FINGERPRINT_DIGITS = 16;

  public Founding {
    entry = entry.clone();
  }

  /// @throws IllegalArgumentException if the law would not have it first, or it names no validators
  public static Founding of(byte[] entry) {
    try {
      var decoded = Entry.decode(entry);
      if (!(decoded.event() instanceof Genesis genesis)) {
        throw new IllegalArgumentException("the genesis is another event");
      }
      if (PublicFold.empty(genesis.origin()).check(decoded) instanceof Verdict.Broken(var reason)) {
        throw new IllegalArgumentException("no log may begin with this genesis: " + reason);
      }
      if (genesis.validators().isEmpty()) {
        throw new IllegalArgumentException("the genesis is of a log that one node keeps");
      }
      return new Founding(entry, genesis, Policy.parse(genesis.policy()));
    } catch (MalformedEntryException | InvalidNoteException e) {
      throw new IllegalArgumentException("the genesis cannot be read", e);
    }
  }

  static Founding read(Place place) throws ConfigException {
    return place.parsed(text -> of(Base64.getDecoder().decode(text)));
  }

  @Override
  public byte[] entry() {
    return entry.clone();
  }

  public String origin() {
    return genesis.origin();
  }

  public String policyText() {
    return genesis.policy();
  }

  public VerifierKey logKey() {
    return policy.logs().getFirst();
  }

  public List<Validator> validators() {
    return genesis.validators();
  }

  public Optional<ValidatorName> validator(String name) {
    return validators().stream()
        .map(Validator::name)
        .filter(known -> known.value().equals(name))
        .findFirst();
  }

  public Validator validator(ValidatorName name) {
    return validators().stream()
        .filter(validator -> validator.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public Set<ValidatorName> names() {
    return validators().stream().map(Validator::name).collect(Collectors.toUnmodifiableSet());
  }

  /// The same on all nodes if they were given the same file; people compare it by eye.
  public String fingerprint() {
    return Hash.leaf(entry).toString().substring(0, FINGERPRINT_DIGITS);
  }

  @Override
  public String toString() {
    return "founding " + fingerprint();
  }
}
