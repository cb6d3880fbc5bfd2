package org.genogate.gateway.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;

/// The file that makes a gateway one of several that keep a ledger together; the same on all.
///
/// The keys of the nodes, the log's name and the policy stand in the founding, which is the log's
/// first entry, or in the newest change of that, and nowhere else. Name and policy are repeated for
/// people to read, and refused if they differ. What stands on the ledger wins over this file, which
/// says whom to ask for it.
///
/// @param cluster a name that no other cluster in the same network has
/// @param council who keeps the log now
/// @param founder whose node wrapped the secrets: who founded, or proposed the change
/// @param addresses of every node
/// @param secrets for each node that the founder gave them to: the keys that all share, wrapped
public record ClusterFile(
    String cluster,
    Founding founding,
    Council council,
    ValidatorName founder,
    SortedMap<ValidatorName, NodeAddress> addresses,
    SortedMap<ValidatorName, byte[]> secrets) {

  public static final String NAME = "cluster.json";

  private static final Set<String> FIELDS =
      Set.of(
          "version",
          "cluster",
          "origin",
          "policy",
          "genesis",
          "change",
          "founder",
          "nodes",
          ChangeFile.ENROLMENTS);
  private static final int VERSION = 1;

  public ClusterFile {
    addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
  }

  /// Of a cluster whose nodes have not changed.
  public ClusterFile(
      String cluster,
      Founding founding,
      ValidatorName founder,
      SortedMap<ValidatorName, NodeAddress> addresses,
      SortedMap<ValidatorName, byte[]> secrets) {
    this(cluster, founding, Council.of(founding), founder, addresses, secrets);
  }

  /// The same cluster, kept by others.
  ///
  /// @param where the address of each of them
  public ClusterFile with(Council next, SortedMap<ValidatorName, NodeAddress> where) {
    return new ClusterFile(cluster, founding, next, founder, where, secrets);
  }

  /// A validator of now, or of the founding.
  public Optional<Validator> validator(ValidatorName name) {
    return council
        .validator(name)
        .or(() ->
            founding.validators().stream()
                .filter(validator -> validator.name().equals(name))
                .findFirst());
  }

  /// Where it lies in a data folder.
  public static Path in(Path data) {
    return data.resolve("cluster").resolve(NAME);
  }

  /// @throws java.util.NoSuchElementException if it is none of the cluster's
  public NodeAddress addressOf(ValidatorName node) {
    return Optional.ofNullable(addresses.get(node)).orElseThrow();
  }

  /// @throws ConfigException if it is not exactly what is wanted
  public static ClusterFile read(Path file) throws ConfigException {
    return StrictFile.read(file, ClusterFile::of);
  }

  static ClusterFile of(Place root) throws ConfigException {
    root.allowOnly(FIELDS);
    var _ = root.required("version").number(VERSION, VERSION);
    var founding = Founding.read(root.required("genesis"));
    if (!root.required("origin").text().equals(founding.origin())) {
      throw root.required("origin").wants("the log's name as the genesis has it");
    }
    var change = root.field("change");
    var council =
        change.isPresent()
            ? change.get().parsed(text -> Council.of(founding, Base64.getDecoder().decode(text)))
            : Council.of(founding);
    if (!lines(root.required("policy")).equals(council.policyText().lines().toList())) {
      throw new ConfigException("policy: it differs from that of the genesis or its change");
    }
    var addresses = new TreeMap<ValidatorName, NodeAddress>();
    var secrets = new TreeMap<ValidatorName, byte[]>();
    for (var node : root.required("nodes").members().entrySet()) {
      var place = node.getValue();
      place.allowOnly(Set.of("address", "secrets"));
      var name =
          council.names().stream()
              .filter(known -> known.value().equals(node.getKey()))
              .findFirst()
              .orElseThrow(() -> place.wants("a validator"));
      addresses.put(name, place.required("address").parsed(NodeAddress::parse));
      var wrapped = place.field("secrets");
      if (wrapped.isPresent()) {
        secrets.put(name, wrapped.get().parsed(Base64.getDecoder()::decode));
      }
    }
    if (!addresses.keySet().equals(council.names())) {
      throw root.required("nodes").wants("each validator of the genesis or its change");
    }
    var founder = root.required("founder").parsed(ValidatorName::new);
    return new ClusterFile(
        root.required("cluster").text(), founding, council, founder, addresses, secrets);
  }

  private static List<String> lines(Place place) throws ConfigException {
    var lines = new ArrayList<String>();
    for (var each : place.items()) {
      lines.add(each.text());
    }
    return lines;
  }

  JsonObject toJson() {
    var nodes = new JsonObject();
    addresses.forEach((name, address) -> {
      var node = new JsonObject().put("address", address.toString());
      if (secrets.containsKey(name)) {
        node.put("secrets", Base64.getEncoder().encodeToString(secrets.get(name)));
      }
      nodes.put(name.value(), node);
    });
    var json =
        new JsonObject()
            .put("version", VERSION)
            .put("cluster", cluster)
            .put("origin", founding.origin())
            .put("policy", new JsonArray(council.policyText().lines().toList()))
            .put("genesis", Base64.getEncoder().encodeToString(founding.entry()));
    if (council.epoch() > 0) {
      json.put("change", Base64.getEncoder().encodeToString(council.change()));
    }
    return json.put("founder", founder.value()).put("nodes", nodes);
  }

  /// Durable only as far as the file system is; whole or not at all.
  public void write(Path file) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, toJson().encodePrettily() + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
