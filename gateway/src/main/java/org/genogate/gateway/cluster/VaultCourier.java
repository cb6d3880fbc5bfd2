package org.genogate.gateway.cluster;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.genogate.cluster.KeyCourier;
import org.genogate.cluster.key.KeyExchange;
import org.genogate.cluster.key.KeyListener;
import org.genogate.cluster.link.Link;
import org.genogate.gateway.config.Council;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.WrappingPublicKey;
import org.genogate.ledger.log.ThreadAgenda;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Tombstone;
import org.genogate.ledger.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries keys between this node's vault and those of the others.
final class VaultCourier implements KeyCourier, KeyListener {

  private static final Logger LOGGER = LoggerFactory.getLogger(VaultCourier.class);

  private final Vault vault;
  private final ThreadAgenda agenda = new ThreadAgenda("cluster-keys");
  private final KeyExchange exchange;
  private volatile @Nullable Runnable keysCame;

  /// No peer orders an erasure by itself, and the ledger is not open yet.
  private volatile Predicate<Tombstone> ordered = _ -> false;

  /// @param council who keeps the log at the moment: they alone are served
  VaultCourier(Link link, Vault vault, Supplier<Council> council, RandomGenerator random) {
    this.vault = vault;
    this.exchange =
        new KeyExchange(
            link, agenda, vault, () -> wrappingKeys(council.get()), this::isOrdered, this, random);
  }

  private boolean isOrdered(Tombstone tombstone) {
    return ordered.test(tombstone);
  }

  private static Map<ValidatorName, WrappingPublicKey> wrappingKeys(Council council) {
    return council.validators().stream()
        .collect(Collectors.toUnmodifiableMap(Validator::name, Validator::wrapping));
  }

  /// Whoever decides must open what this node seals: its own key goes out first.
  @Override
  public void start(Runnable told, Predicate<Tombstone> orderedByLedger) {
    keysCame = told;
    ordered = orderedByLedger;
    exchange.start();
    exchange.share(List.of(vault.ownNodeKey()));
  }

  @Override
  public void share(Collection<KeyName> keys) {
    exchange.share(keys);
  }

  @Override
  public void want(KeyName key) {
    exchange.want(key);
  }

  @Override
  public void arrived(Set<KeyName> names) {
    var told = keysCame;
    if (told != null) {
      told.run();
    }
  }

  /// The ledger ordered it, and forgets what these keys opened by itself.
  @Override
  public void erased(Set<KeyName> names) {}

  @Override
  public void conflicted(ValidatorName peer, Set<KeyName> names) {
    LOGGER
        .atError()
        .addKeyValue("peer", peer)
        .addKeyValue("keys", names.size())
        .log("a peer has other keys under names that are used here");
  }

  @Override
  public void failed(IOException cause) {
    LOGGER.atError().setCause(cause).log("the vault's disk failed: no key is exchanged any more");
  }

  @Override
  public void close() {
    exchange.close();
    agenda.close();
  }
}
