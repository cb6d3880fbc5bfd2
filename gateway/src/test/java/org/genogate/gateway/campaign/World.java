package org.genogate.gateway.campaign;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.genogate.gateway.cluster.Candidates;
import org.genogate.gateway.cluster.ClusterMistakeException;
import org.genogate.gateway.cluster.Founder;
import org.genogate.gateway.cluster.Membership;
import org.genogate.gateway.cluster.NodeKeys;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.gateway.custody.PeopleRegister;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.identity.TokenIssuer;
import org.genogate.gateway.node.DataFolder;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.genomics.synthetic.CohortSettings;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ValidatorName;

/// The nodes' folders, founded as one cluster, and the people whose custodians they are. Each node
/// has a dataset of its own people; anybody may act at any node.
final class World {

  static final int PEOPLE_OF_A_NODE = 8;

  private static final Duration LIFETIME = Duration.ofHours(12);
  private static final int SITES = 6_000;

  /// So that a row is a batch, and a stream has thousands.
  private static final int BATCH_BYTES = 1024;

  private final Path root;
  private final TokenIssuer issuer;
  private final List<Someone> people = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();

  /// A person, with a column in the dataset of one node.
  ///
  /// @param home the node whose custodian knows them, as `sample`
  record Someone(int home, String sample, PersonTag tag, String token) {
    String name() {
      return tag.toString();
    }
  }

  private World(Path root) throws IOException {
    this.root = root;
    this.issuer =
        TokenIssuer.create(
            "https://issuer.test.invalid", "genogate-test", random, Clock.systemUTC());
    var _ = issuer.writeKeys(root.resolve("jwks.json"));
  }

  static World make(Path root, Network network, int nodes)
      throws IOException, FolderInUseException, ClusterMistakeException {
    var world = new World(root);
    Files.writeString(world.config(), world.configuration(nodes).encode());
    CohortGenerator.writeCompressed(
        CohortSettings.tidy(PEOPLE_OF_A_NODE, SITES, 1), world.cohort());
    var identities = new ArrayList<NodeIdentity>();
    for (int node = 0; node < nodes; node++) {
      identities.add(world.begin(node, network));
    }
    var file = world.found(Candidates.of(identities, nodes / 2 + 1));
    for (int node = 0; node < nodes; node++) {
      try (var own = DataFolder.own(world.data(node));
          var vault = own.openVault(world.random)) {
        var _ = Membership.join(world.data(node), own.ledger(), vault, file);
      }
    }
    return world;
  }

  static ValidatorName name(int node) {
    return new ValidatorName("node-" + (char) ('a' + node));
  }

  static String dataset(int node) {
    return "cohort-" + (char) ('a' + node);
  }

  private NodeIdentity begin(int node, Network network) throws IOException, FolderInUseException {
    try (var own = DataFolder.own(data(node));
        var vault = own.openVault(random)) {
      var samples =
          IntStream.range(0, PEOPLE_OF_A_NODE).mapToObj(CohortGenerator::sampleName).toList();
      PeopleRegister.open(own.people(), vault, random)
          .enrol(samples)
          .forEach((sample, tag) ->
              people.add(
                  new Someone(node, sample, tag, issuer.mint(new Caller.Person(tag), LIFETIME))));
      return new NodeKeys(vault).identity(name(node), network.link(node));
    }
  }

  private ClusterFile found(Candidates candidates)
      throws IOException, FolderInUseException, ClusterMistakeException {
    try (var own = DataFolder.own(data(0));
        var vault = own.openVault(random)) {
      return new Founder(vault, random, Clock.systemUTC()).found("campaign", candidates);
    }
  }

  private JsonObject configuration(int nodes) {
    var datasets = new JsonArray(IntStream.range(0, nodes).mapToObj(World::dataset).toList());
    return new JsonObject()
        .put("custodian", new JsonObject().put("name", "Test Hospital"))
        .put("organisations", new JsonObject().put("university", "A University"))
        .put(
            "issuers",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("issuer", "https://issuer.test.invalid")
                        .put("audience", "genogate-test")
                        .put("jwks", root.resolve("jwks.json").toString())))
        .put(
            "projects",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("id", "project-1")
                        .put("title", "A Project")
                        .put("organisation", "university")
                        .put("purposes", new JsonArray().add(new JsonObject().put("code", "HMB")))
                        .put("datasets", datasets)))
        .put("limits", new JsonObject().put("batchBytes", BATCH_BYTES).put("minBytesPerSecond", 1));
  }

  Path data(int node) {
    return root.resolve(name(node).value()).resolve("data");
  }

  Path config() {
    return root.resolve("gateway.json");
  }

  Path cohort() {
    return root.resolve("cohort.vcf.gz");
  }

  List<Someone> people() {
    return List.copyOf(people);
  }

  /// Whose sample it is in the dataset of a node.
  Someone personOf(int home, String sample) {
    return people.stream()
        .filter(someone -> someone.home() == home && someone.sample().equals(sample))
        .findFirst()
        .orElseThrow();
  }

  String researcher(String id) {
    return issuer.mint(new Caller.Researcher(id, "university", "project-1"), LIFETIME);
  }

  /// What every checkpoint must satisfy.
  Policy policy() throws IOException {
    try {
      return ClusterFile.read(ClusterFile.in(data(0))).founding().policy();
    } catch (ConfigException e) {
      throw new IOException("the cluster's file cannot be read", e);
    }
  }
}
