package org.genogate.ledger;

import java.io.IOException;
import java.util.Optional;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.vault.Vault;

/// Who this node is, by the keys in its vault and those that the ledger names.
final class SelfAmongNodes implements Erasing.Self {

  private static final String NODE = "node";
  private static final String CUSTODIAN = "custodian";

  private final Folds folds;
  private final Vault vault;
  private final Scribe scribe;

  SelfAmongNodes(Folds folds, Vault vault, Scribe scribe) {
    this.folds = folds;
    this.vault = vault;
    this.scribe = scribe;
  }

  @Override
  public Optional<DestroyedBy> name() throws IOException {
    var validators = folds.publicly(PublicFold::epoch).validators();
    if (validators.isEmpty()) {
      return Optional.of(new DestroyedBy.Alone());
    }
    var own = vault.signingKey(NODE).publicKey();
    return validators.stream()
        .filter(validator -> validator.node().equals(own))
        .map(Validator::name)
        .<DestroyedBy>map(DestroyedBy.Validator::new)
        .findFirst();
  }

  @Override
  public Draft saying(PersonTag person, DestroyedBy by) throws IOException {
    return scribe.erasureDone(person, by, signer(by));
  }

  private SigningKey signer(DestroyedBy by) throws IOException {
    return switch (by) {
      case DestroyedBy.Validator _ -> vault.signingKey(NODE);
      case DestroyedBy.Alone() -> vault.signingKey(CUSTODIAN);
    };
  }
}
