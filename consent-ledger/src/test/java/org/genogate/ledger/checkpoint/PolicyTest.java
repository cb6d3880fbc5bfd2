package org.genogate.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import org.genogate.ledger.key.MlDsaSigningKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private static final String ORIGIN = "ledger.example.org/consent";
  private static final Instant TIME = Instant.ofEpochSecond(1_767_225_600);
  private static final SigningKey LOG_KEY = key(0);
  private static final VerifierKey LOG =
      new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, LOG_KEY.publicKey());
  private static final MlDsaSigningKey PQ = MlDsaSigningKey.ofSeed(new byte[32]);

  private static SigningKey key(int number) {
    var seed = new byte[32];
    seed[0] = (byte) number;
    return SigningKey.ofSeed(seed);
  }

  private static String signer(int number) {
    return ORIGIN + "/validator/v" + number;
  }

  private static SequencedMap<String, VerifierKey> witnesses(int count) {
    var witnesses = new LinkedHashMap<String, VerifierKey>();
    for (int i = 1; i <= count; i++) {
      var key = new VerifierKey(signer(i), VerifierKey.Kind.COSIGNER, key(i).publicKey());
      witnesses.put("v" + i, key);
    }
    return witnesses;
  }

  private static Policy policy(int wanted, int count) throws InvalidNoteException {
    return Policy.parse(Policy.textOf(LOG, witnesses(count), wanted));
  }

  private static SignedNote signedBy(int... numbers) {
    var note = new Checkpoint(ORIGIN, 7, Hash.zero()).sign(LOG_KEY);
    for (int number : numbers) {
      note = note.cosign(signer(number), key(number), TIME);
    }
    return note;
  }

  @Test
  void textOfAPolicyAsksForSoManyOfThem() throws Exception {
    var policy = policy(2, 3);

    assertThat(policy.logs()).containsExactly(LOG);
    assertThat(policy.witnesses()).isEqualTo(witnesses(3));
    assertThat(policy.verify(signedBy(1, 3)).size()).isEqualTo(7);
    assertThatThrownBy(() -> policy.verify(signedBy(2))).isInstanceOf(InvalidNoteException.class);
  }

  @Test
  void textOfAPolicyWithoutWitnessesAsksForNone() throws Exception {
    assertThat(Policy.textOf(LOG, witnesses(0), 0)).isEqualTo("log " + LOG + "\nquorum none\n");
    assertThat(policy(0, 3).verify(signedBy()).size()).isEqualTo(7);
  }

  @Test
  void moreThanThereAreCannotBeWanted() {
    assertThatIllegalArgumentException().isThrownBy(() -> Policy.textOf(LOG, witnesses(2), 3));
    assertThatIllegalArgumentException().isThrownBy(() -> Policy.textOf(LOG, witnesses(2), -1));
  }

  @Test
  void signersAreNamedAsThePolicyNamesThem() throws Exception {
    var policy = policy(2, 3);

    assertThat(policy.signers(signedBy(3, 1))).containsExactly("v1", "v3");
    assertThat(policy.isMetBy(Set.of("v1"))).isFalse();
    assertThat(policy.isMetBy(Set.of("v1", "v3"))).isTrue();
    assertThat(policy.isMetBy(Set.of("v1", "stranger"))).isFalse();
  }

  @Test
  void oneSignatureTwiceIsOneVote() throws Exception {
    var policy = policy(2, 3);

    assertThat(policy.signers(signedBy(1, 1))).containsExactly("v1");
    assertThatThrownBy(() -> policy.verify(signedBy(1, 1)))
        .isInstanceOf(InvalidNoteException.class);
  }

  /// A cosignature does not name its key's holder, so one key under two names would vote twice.
  @Test
  void oneKeyUnderTwoNamesIsRefused() {
    var one = new VerifierKey("a", VerifierKey.Kind.COSIGNER, key(1).publicKey());
    var same = new VerifierKey("b", VerifierKey.Kind.COSIGNER, key(1).publicKey());
    var text =
        "log %s\nwitness a %s\nwitness b %s\ngroup g all a b\nquorum g\n".formatted(LOG, one, same);

    assertThatThrownBy(() -> Policy.parse(text))
        .isInstanceOf(InvalidNoteException.class)
        .hasMessageContaining("named once");
  }

  @Test
  void aPostQuantumLineIsNoSecondVote() throws Exception {
    var witnesses = witnesses(3);
    witnesses.put(
        "v1.pq", new VerifierKey(signer(1), VerifierKey.Kind.PQ_COSIGNER, PQ.publicKey()));
    var policy = Policy.parse(Policy.textOf(LOG, witnesses, 2));
    var note = signedBy(1).cosign(signer(1), PQ, TIME);

    assertThat(policy.signers(note)).containsExactly("v1", "v1.pq");
    assertThatThrownBy(() -> policy.verify(note)).isInstanceOf(InvalidNoteException.class);
    assertThat(policy.verify(note.cosign(signer(2), key(2), TIME)).size()).isEqualTo(7);
  }

  @Test
  void aGroupMayDemandThePostQuantumLineToo() throws Exception {
    var pq = new VerifierKey(signer(1), VerifierKey.Kind.PQ_COSIGNER, PQ.publicKey());
    var ed = witnesses(1).get("v1");
    var policy =
        Policy.parse(
            "log %s\nwitness a %s\nwitness a.pq %s\ngroup g all a a.pq\nquorum g\n"
                .formatted(LOG, ed, pq));

    assertThat(policy.verify(signedBy(1).cosign(signer(1), PQ, TIME)).size()).isEqualTo(7);
    assertThatThrownBy(() -> policy.verify(signedBy(1))).isInstanceOf(InvalidNoteException.class);
  }

  @Test
  void majoritiesIntersectAndHalvesDoNot() throws Exception {
    assertThat(policy(2, 3).quorumsIntersect()).isTrue();
    assertThat(policy(3, 4).quorumsIntersect()).isTrue();
    assertThat(policy(1, 1).quorumsIntersect()).isTrue();
    assertThat(policy(2, 4).quorumsIntersect()).isFalse();
    assertThat(policy(1, 2).quorumsIntersect()).isFalse();
    assertThat(policy(0, 3).quorumsIntersect()).isFalse();
  }

  /// Against every pair of sets of witnesses, over random trees of groups.
  @Test
  void quorumsIntersectExactlyIfNoTwoDisjointSetsAreEnough() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    int intersecting = 0;
    for (int round = 0; round < 3_000; round++) {
      int leaves = 1 + random.nextInt(8);
      var names = new ArrayList<Quorum>();
      for (int i = 0; i < leaves; i++) {
        names.add(new Quorum.Witness("w" + i));
      }
      var tree = grow(names, random);
      boolean expected = !twoDisjointSetsAreEnough(tree, leaves);

      var policy = new Policy(List.of(), new LinkedHashMap<>(), tree);

      assertThat(policy.quorumsIntersect()).as("seed %d: %s", seed, tree).isEqualTo(expected);
      intersecting += expected ? 1 : 0;
    }
    assertThat(intersecting).as("seed %d", seed).isBetween(300, 2_700);
  }

  /// Joins random members to groups until one is left, which may leave some witnesses out.
  private static Quorum grow(List<Quorum> members, SplittableRandom random) {
    while (members.size() > 1) {
      int size = 1 + random.nextInt(members.size());
      var chosen = new ArrayList<Quorum>();
      for (int i = 0; i < size; i++) {
        chosen.add(members.remove(random.nextInt(members.size())));
      }
      members.add(new Quorum.Group(1 + random.nextInt(size), chosen));
      if (random.nextInt(10) == 0) {
        break;
      }
    }
    return members.getLast();
  }

  private static boolean twoDisjointSetsAreEnough(Quorum quorum, int leaves) {
    int all = (1 << leaves) - 1;
    for (int one = 0; one <= all; one++) {
      if (quorum.isMetBy(named(one, leaves)) && quorum.isMetBy(named(all & ~one, leaves))) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> named(int bits, int leaves) {
    var names = new HashSet<String>();
    for (int i = 0; i < leaves; i++) {
      if ((bits >> i & 1) == 1) {
        names.add("w" + i);
      }
    }
    return names;
  }
}
