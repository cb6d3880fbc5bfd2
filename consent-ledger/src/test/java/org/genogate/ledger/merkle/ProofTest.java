package org.genogate.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProofTest {

  /// RFC 6962's own example tree, as every implementation of it tests.
  private static final List<Hash> LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(hex -> Hash.leaf(HexFormat.of().parseHex(hex)))
          .toList();

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void rootsAreThePublishedOnes() {
    var frontier = new TreeFrontier();
    for (int i = 0; i < LEAVES.size(); i++) {
      frontier.append(LEAVES.get(i));

      assertThat(frontier.root()).hasToString(ROOTS.get(i));
      assertThat(MerkleTree.root(LEAVES.subList(0, i + 1))).hasToString(ROOTS.get(i));
    }
  }

  @Test
  void inclusionPathIsThePublishedOne() throws IOException {
    var proof = InclusionProof.of(1, 5, treeOver(LEAVES));

    assertThat(proof.path())
        .map(Hash::toString)
        .containsExactly(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  }

  @Test
  void consistencyPathIsThePublishedOne() throws IOException {
    var proof = ConsistencyProof.of(2, 5, treeOver(LEAVES));

    assertThat(proof.path())
        .map(Hash::toString)
        .containsExactly(
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  }

  @Test
  void everyEntryIsProvenAndNoOtherIs() throws Exception {
    for (int size = 1; size <= 70; size++) {
      var leaves = leaves(size);
      var root = MerkleTree.root(leaves);
      for (int index = 0; index < size; index++) {
        var proof = InclusionProof.of(index, size, treeOver(leaves));

        proof.verify(leaves.get(index), root);
        assertThatThrownBy(() -> proof.verify(Hash.zero(), root))
            .isInstanceOf(InvalidProofException.class);
      }
    }
  }

  @Test
  void everyPrefixIsProvenAndNoOtherIs() throws Exception {
    for (int size = 1; size <= 70; size++) {
      var leaves = leaves(size);
      var root = MerkleTree.root(leaves);
      for (int old = 1; old <= size; old++) {
        var proof = ConsistencyProof.of(old, size, treeOver(leaves));

        proof.verify(MerkleTree.root(leaves.subList(0, old)), root);
        assertThatThrownBy(() -> proof.verify(Hash.zero(), root))
            .isInstanceOf(InvalidProofException.class);
      }
    }
  }

  @Test
  void pathsWithAHashTooManyOrTooFewAreRefused() throws IOException {
    var leaves = leaves(13);
    var root = MerkleTree.root(leaves);
    var path = InclusionProof.of(6, 13, treeOver(leaves)).path();
    var longer = new ArrayList<>(path);
    longer.add(Hash.zero());

    assertThatThrownBy(() -> new InclusionProof(6, 13, longer).verify(leaves.get(6), root))
        .hasMessage("the inclusion path has hashes left over");
    assertThatThrownBy(() ->
            new InclusionProof(6, 13, path.subList(0, path.size() - 1)).verify(leaves.get(6), root))
        .hasMessage("the inclusion path lacks hashes");
  }

  @Test
  void anIndexBeyondTheTreeIsRefused() {
    assertThatThrownBy(() -> new InclusionProof(1, 1, List.of()).verify(Hash.zero(), Hash.zero()))
        .hasMessage("index 1 is not below size 1");
  }

  @Test
  void frontierAgreesWithTheWholeTree() {
    long seed = 20261124;
    var random = new SplittableRandom(seed);
    var frontier = new TreeFrontier();
    var leaves = new ArrayList<Hash>();
    for (int i = 0; i < 600; i++) {
      byte[] entry = new byte[random.nextInt(40)];
      random.nextBytes(entry);
      leaves.add(Hash.leaf(entry));
      frontier.append(leaves.getLast());
    }

    assertThat(frontier.root()).as("seed %d", seed).isEqualTo(MerkleTree.root(leaves));
    assertThat(frontier.size()).isEqualTo(600);
  }

  private static List<Hash> leaves(int count) {
    return IntStream.range(0, count).mapToObj(i -> Hash.leaf(new byte[] {(byte) i})).toList();
  }

  private static SubtreeHashes treeOver(List<Hash> leaves) {
    return (level, index) ->
        MerkleTree.root(
            leaves.subList((int) index << level, Math.toIntExact((index + 1) << level)));
  }
}
