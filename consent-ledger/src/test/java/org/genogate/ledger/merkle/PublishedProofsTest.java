package org.genogate.ledger.merkle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The vectors of [transparency-dev/merkle](https://github.com/transparency-dev/merkle).
class PublishedProofsTest {

  /// That library refuses any proof from an empty tree; witnesses have to accept the empty one.
  private static final String FROM_NOTHING = "size1-is-zero-and-size2-is-not-zero.json";

  private interface Check {
    void run(JsonNode vector) throws InvalidProofException;
  }

  @Test
  void inclusionProofsAreJudgedAsPublished() throws IOException {
    int judged = judge("merkle/testdata/inclusion", PublishedProofsTest::verifyInclusion);

    assertThat(judged).isEqualTo(98);
  }

  @Test
  void consistencyProofsAreJudgedAsPublished() throws IOException {
    int judged = judge("merkle/testdata/consistency", PublishedProofsTest::verifyConsistency);

    assertThat(judged).isEqualTo(98);
  }

  private static int judge(String directory, Check check) throws IOException {
    List<Path> files;
    try (var paths = Files.walk(SharedData.find(directory))) {
      files = paths.filter(path -> path.toString().endsWith(".json")).toList();
    }
    var wrong = new ArrayList<String>();
    for (Path file : files) {
      var vector = new ObjectMapper().readTree(file.toFile());
      boolean refused = vector.get("wantErr").asBoolean() && !file.endsWith(FROM_NOTHING);
      if (accepts(check, vector) == refused) {
        wrong.add(file.getFileName() + ": " + vector);
      }
    }
    assertThat(wrong).isEmpty();
    return files.size();
  }

  private static boolean accepts(Check check, JsonNode vector) {
    try {
      check.run(vector);
      return true;
    } catch (InvalidProofException | IllegalArgumentException e) {
      // A hash of some other length than 32 bytes never becomes one of ours.
      return false;
    }
  }

  private static void verifyInclusion(JsonNode vector) throws InvalidProofException {
    new InclusionProof(number(vector, "leafIdx"), number(vector, "treeSize"), path(vector))
        .verify(root(vector.get("leafHash")), root(vector.get("root")));
  }

  private static void verifyConsistency(JsonNode vector) throws InvalidProofException {
    new ConsistencyProof(number(vector, "size1"), number(vector, "size2"), path(vector))
        .verify(root(vector.get("root1")), root(vector.get("root2")));
  }

  /// Unsigned in the vectors: what exceeds a long becomes negative, which no proof may accept.
  private static long number(JsonNode vector, String name) {
    return vector.get(name).bigIntegerValue().longValue();
  }

  private static List<Hash> path(JsonNode vector) {
    var path = new ArrayList<Hash>();
    vector.get("proof").forEach(node -> path.add(hash(node)));
    return path;
  }

  /// Where the value does not matter the vectors write some shorter text for a root.
  private static Hash root(JsonNode node) {
    byte[] bytes = Base64.getDecoder().decode(node.asText());
    return new String(bytes, US_ASCII).startsWith("don't care") ? Hash.sha256(bytes) : hash(node);
  }

  private static Hash hash(JsonNode node) {
    return Hash.of(Base64.getDecoder().decode(node.asText()));
  }
}
