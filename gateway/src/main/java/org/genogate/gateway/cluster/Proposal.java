package org.genogate.gateway.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.genogate.gateway.config.ChangeFile;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.Council;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.vault.Vault;

/// A proposed change of who keeps a ledger, as one of those sees it who have to sign.
public final class Proposal {

  private final ChangeFile change;
  private final Optional<ClusterFile> before;
  private final Entry entry;

  /// @param before the cluster as it is; empty for a node that is in none yet
  /// @throws ClusterMistakeException if it is of another cluster, or comes too late
  public Proposal(ChangeFile change, Optional<ClusterFile> before) throws ClusterMistakeException {
    this.change = change;
    this.before = before;
    try {
      this.entry = Entry.decode(change.file().council().change());
    } catch (MalformedEntryException e) {
      throw new ClusterMistakeException("the change cannot be read", e);
    }
    if (before.isPresent()) {
      requireNext(before.get());
    }
  }

  private void requireNext(ClusterFile now) throws ClusterMistakeException {
    if (!now.founding().fingerprint().equals(change.file().founding().fingerprint())) {
      throw new ClusterMistakeException("the change is of another cluster");
    }
    int next = now.council().epoch() + 1;
    if (council().epoch() != next) {
      throw new ClusterMistakeException(
          "the change makes epoch %d, and the next is %d: propose it anew"
              .formatted(council().epoch(), next));
    }
  }

  private Council council() {
    return change.file().council();
  }

  public Entry entry() {
    return entry;
  }

  /// With a signature of the vault's node. To sign again changes nothing.
  ///
  /// @throws ClusterMistakeException if this node has no say in it, or is to join by keys that it
  ///   does not have
  public ChangeFile signed(Vault vault) throws IOException, ClusterMistakeException {
    var node = new NodeKeys(vault).node();
    boolean joins = council().validators().stream().anyMatch(isOf(node.publicKey()));
    boolean keeps =
        before.stream()
            .flatMap(file -> file.council().validators().stream())
            .anyMatch(isOf(node.publicKey()));
    if (joins) {
      var _ = Membership.of(change.file(), vault);
    } else if (!keeps) {
      throw new ClusterMistakeException("this node has no say in the change");
    }
    if (isSigned(node.publicKey())) {
      return change;
    }
    var next = entry.signedBy(change.file().founding().origin(), node).encode();
    var file = change.file();
    return new ChangeFile(
        file.with(Council.of(file.founding(), next), file.addresses()), change.enrolments());
  }

  private static Predicate<Validator> isOf(PublicKey node) {
    return validator -> validator.node().equals(node);
  }

  private boolean isSigned(PublicKey node) {
    return entry.signatures().stream().anyMatch(each -> each.key().equals(node.id()));
  }

  /// What changes, and who has signed that, a line each.
  public List<String> inWords() {
    var lines = new ArrayList<String>();
    var file = change.file();
    lines.add(
        "epoch %d of %s, fingerprint %s"
            .formatted(council().epoch(), file.cluster(), file.founding().fingerprint()));
    for (var validator : council().validators()) {
      if (isNew(validator)) {
        lines.add(
            "  adds %s at %s, node key %s"
                .formatted(
                    validator.name(), file.addressOf(validator.name()), validator.node().id()));
      }
    }
    before.ifPresent(now -> {
      for (var name : new TreeSet<>(now.council().names())) {
        if (!council().names().contains(name)) {
          lines.add("  removes " + name);
        }
      }
    });
    lines.add(
        "  from then on %s make an entry final%s"
            .formatted(
                quorum(council()), before.map(now -> "; now " + quorum(now.council())).orElse("")));
    lines.add("  signed by " + signers());
    var missing = missing();
    lines.add(
        missing.isEmpty()
            ? "  all have signed whom it needs: apply it"
            : "  still needed: " + String.join("; ", missing));
    return lines;
  }

  private boolean isNew(Validator validator) {
    return before.map(now -> !now.council().validators().contains(validator)).orElse(true);
  }

  /// As the policy's own line says it: `group final 2 a b c`.
  private static String quorum(Council council) {
    return council
        .policyText()
        .lines()
        .filter(line -> line.startsWith("group final "))
        .map(line -> line.split(" ", -1)[2])
        .findFirst()
        .map(wanted -> "%s of %d".formatted(wanted, council.validators().size()))
        .orElse("the quorum of the policy");
  }

  private String signers() {
    var names = signersOf(council());
    before.ifPresent(now -> names.addAll(signersOf(now.council())));
    return names.stream().map(ValidatorName::value).collect(Collectors.joining(", "));
  }

  private SortedSet<ValidatorName> signersOf(Council council) {
    var names = new TreeSet<ValidatorName>();
    for (var validator : council.validators()) {
      if (isSigned(validator.node())) {
        names.add(validator.name());
      }
    }
    return names;
  }

  /// Whose signatures the law asks for and are not there, in words; empty if nobody's are missing.
  public List<String> missing() {
    var missing = new ArrayList<String>();
    if (before.isPresent()) {
      var now = before.get().council();
      var signed = signersOf(now);
      Policy policy = now.policy();
      if (!policy.isMetBy(signed.stream().map(ValidatorName::value).collect(Collectors.toSet()))) {
        var others = new TreeSet<>(now.names());
        others.removeAll(signed);
        missing.add(
            "a quorum of those who keep it now, of "
                + others.stream().map(ValidatorName::value).collect(Collectors.joining(", ")));
      }
    }
    for (var validator : council().validators()) {
      if (isNew(validator) && before.isPresent() && !isSigned(validator.node())) {
        missing.add(Objects.toString(validator.name()) + ", which is new");
      }
    }
    return missing;
  }
}
