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
import org.genogate.ledger.event.ValidatorName;

/// The file that makes a gateway one of several that keep a ledger together; the same on all.
///
/// The keys of the nodes, the log's name and the policy stand in the founding, which is the log's
/// first entry, and nowhere else. Name and policy are repeated for people to read, and refused if
/// they differ.
///
/// @param cluster a name that no other cluster in the same network has
/// @param founder whose node wrapped the secrets
/// @param addresses of every node
/// @param secrets for each node but the founder: the keys that all share, wrapped to it
public record ClusterFile(
    String cluster,
    Founding founding,
    ValidatorName founder,
    SortedMap<ValidatorName, NodeAddress> addresses,
    SortedMap<ValidatorName, byte[]> secrets) {

  public static final String NAME = "cluster.json";

  private static final Set<String> FIELDS =
      Set.of("version", "cluster", "origin", "policy", "genesis", "founder", "nodes");
  private static final int VERSION = 1;

  public ClusterFile {
    addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
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

  private static ClusterFile of(Place root) throws ConfigException {
    root.allowOnly(FIELDS);
    var _ = root.required("version").number(VERSION, VERSION);
    var founding = Founding.read(root.required("genesis"));
    if (!root.required("origin").text().equals(founding.origin())) {
      throw root.required("origin").wants("the log's name as the genesis has it");
    }
    if (!lines(root.required("policy")).equals(founding.policyText().lines().toList())) {
      throw new ConfigException("policy: it differs from that of the genesis");
    }
    var addresses = new TreeMap<ValidatorName, NodeAddress>();
    var secrets = new TreeMap<ValidatorName, byte[]>();
    for (var node : root.required("nodes").members().entrySet()) {
      var place = node.getValue();
      place.allowOnly(Set.of("address", "secrets"));
      var name = founding.validator(node.getKey()).orElseThrow(() -> place.wants("a validator"));
      addresses.put(name, place.required("address").parsed(NodeAddress::parse));
      var wrapped = place.field("secrets");
      if (wrapped.isPresent()) {
        secrets.put(name, wrapped.get().parsed(Base64.getDecoder()::decode));
      }
    }
    if (!addresses.keySet().equals(founding.names())) {
      throw root.required("nodes").wants("each validator of the genesis");
    }
    var founder = root.required("founder");
    var name =
        founding.validator(founder.text()).orElseThrow(() -> founder.wants("one of the nodes"));
    return new ClusterFile(root.required("cluster").text(), founding, name, addresses, secrets);
  }

  private static List<String> lines(Place place) throws ConfigException {
    var lines = new ArrayList<String>();
    for (var each : place.items()) {
      lines.add(each.text());
    }
    return lines;
  }

  /// Durable only as far as the file system is; whole or not at all.
  public void write(Path file) throws IOException {
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
            .put("policy", new JsonArray(founding.policyText().lines().toList()))
            .put("genesis", Base64.getEncoder().encodeToString(founding.entry()))
            .put("founder", founder.value())
            .put("nodes", nodes);
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, json.encodePrettily() + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
