package org.genogate.ledger.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTreeTest {

  @Test
  void rootOfNobodyIsZero() {
    assertThat(StateTree.empty().hash()).isEqualTo(Hash.zero());
  }

  @Test
  void rootOfOnePersonIsTheirLeaf() {
    var person = new PersonTag(new UUID(1, 2));
    var tag = new byte[16];
    tag[7] = 1;
    tag[15] = 2;
    var key = Hash.sha256("genogate/state/v1\0".getBytes(UTF_8), tag);
    var value = state(1).value().hash();

    assertThat(StateTree.empty().with(person, state(1)).hash())
        .isEqualTo(Hash.sha256(new byte[] {0x10}, key.toBytes(), value.toBytes()));
  }

  /// A second computation by the definition alone: split the sorted keys bit by bit.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 257, 1000})
  void rootIsThatOfTheDefinition(int people) {
    var random = new Random(people);
    var tree = StateTree.empty();
    Map<Hash, Hash> leaves = new HashMap<>();
    for (int i = 0; i < people; i++) {
      var person = PersonTag.random(random);
      tree = tree.with(person, state(i));
      leaves.put(StateKey.of(person), state(i).value().hash());
    }

    assertThat(tree.hash()).isEqualTo(rootOf(new ArrayList<>(leaves.keySet()), leaves, 0));
  }

  @Test
  void rootDoesNotDependOnTheOrderOfPeople() {
    var random = new Random(3);
    var people = new ArrayList<PersonTag>();
    for (int i = 0; i < 200; i++) {
      people.add(PersonTag.random(random));
    }
    var forth = treeOf(people);
    Collections.shuffle(people, random);

    assertThat(treeOf(people).hash()).isEqualTo(forth.hash());
  }

  @Test
  void olderTreeStaysAsItWas() {
    var person = new PersonTag(new UUID(1, 2));
    var before = treeOf(List.of(person));
    var root = before.hash();

    var after = before.with(person, state(9));

    assertThat(before.hash()).isEqualTo(root).isNotEqualTo(after.hash());
    assertThat(before.find(person)).contains(state(0));
    assertThat(after.find(person)).contains(state(9));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 50, 400})
  void membershipAndAbsenceAreProved(int size) throws Exception {
    var random = new Random(size);
    var people = new ArrayList<PersonTag>();
    for (int i = 0; i < size; i++) {
      people.add(PersonTag.random(random));
    }
    var tree = treeOf(people);

    for (var person : people) {
      assertThat(tree.prove(person).verify(tree.hash(), person))
          .isEqualTo(new StateProof.Proved.Present(state(0).value()));
    }
    for (int i = 0; i < 200; i++) {
      var stranger = PersonTag.random(random);
      assertThat(tree.prove(stranger).verify(tree.hash(), stranger))
          .isEqualTo(new StateProof.Proved.Absent());
    }
  }

  @Test
  void absenceOfAMemberCannotBeProved() {
    var random = new Random(8);
    var people = new ArrayList<PersonTag>();
    for (int i = 0; i < 300; i++) {
      people.add(PersonTag.random(random));
    }
    var tree = treeOf(people);
    var member = people.getFirst();
    var own = StateTree.Leaf.of(member, state(0));
    var siblings = tree.prove(member).siblings();

    refuse(tree, member, siblings, new StateProof.Terminal.Other(own.key(), own.value()));
    refuse(tree, member, siblings, new StateProof.Terminal.Nobody());
    for (var other : people.subList(1, 300)) {
      var proof = tree.prove(other);
      var leaf = StateTree.Leaf.of(other, state(0));
      refuse(
          tree, member, proof.siblings(), new StateProof.Terminal.Other(leaf.key(), leaf.value()));
      refuse(tree, member, proof.siblings(), proof.terminal());
    }
  }

  @Test
  void anotherValueCannotBeProved() {
    var person = new PersonTag(new UUID(1, 2));
    var tree = treeOf(List.of(person, new PersonTag(new UUID(3, 4))));
    var siblings = tree.prove(person).siblings();

    refuse(tree, person, siblings, new StateProof.Terminal.Own(state(1).value()));
  }

  @Test
  void proofOfAnotherRootIsRefused() {
    var person = new PersonTag(new UUID(1, 2));
    var proof = treeOf(List.of(person)).prove(person);

    assertThatThrownBy(() -> proof.verify(Hash.zero(), person))
        .isInstanceOf(InvalidStateProofException.class);
  }

  @Test
  void pathLongerThanAKeyIsRefused() {
    var proof =
        new StateProof(Collections.nCopies(257, Hash.zero()), new StateProof.Terminal.Nobody());

    assertThatThrownBy(() -> proof.verify(Hash.zero(), new PersonTag(new UUID(1, 2))))
        .isInstanceOf(InvalidStateProofException.class)
        .hasMessageContaining("257");
  }

  private static void refuse(
      StateTree tree, PersonTag person, List<Hash> siblings, StateProof.Terminal terminal) {
    var proof = new StateProof(siblings, terminal);
    assertThatThrownBy(() -> proof.verify(tree.hash(), person))
        .isInstanceOf(InvalidStateProofException.class);
  }

  private static Hash rootOf(List<Hash> keys, Map<Hash, Hash> values, int depth) {
    if (keys.isEmpty()) {
      return Hash.zero();
    }
    if (keys.size() == 1) {
      var key = keys.getFirst();
      var value = values.getOrDefault(key, Hash.zero());
      return Hash.sha256(new byte[] {0x10}, key.toBytes(), value.toBytes());
    }
    var left = keys.stream().filter(key -> !bit(key, depth)).toList();
    var right = keys.stream().filter(key -> bit(key, depth)).toList();
    return Hash.sha256(
        new byte[] {0x11},
        rootOf(left, values, depth + 1).toBytes(),
        rootOf(right, values, depth + 1).toBytes());
  }

  private static boolean bit(Hash key, int depth) {
    return new BigInteger(1, key.toBytes()).testBit(255 - depth);
  }

  private static StateTree treeOf(List<PersonTag> people) {
    var tree = StateTree.empty();
    for (var person : people) {
      tree = tree.with(person, state(0));
    }
    return tree;
  }

  private static PersonState state(long revocations) {
    return new PersonState(List.of(), 0, 0, revocations, Hash.zero(), new Erasure.NotOrdered());
  }
}
