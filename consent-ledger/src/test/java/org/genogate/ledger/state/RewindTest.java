package org.genogate.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.KeyRetired;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A leader takes entries in before they are committed, and takes them back if they never are.
class RewindTest {

  @ParameterizedTest
  @MethodSource("org.genogate.ledger.state.BusyLog#seeds")
  void rewoundFoldIsWhatItWasToTheByte(long seed) {
    var busy = new BusyLog(seed);
    for (int turn = 0; turn < 40; turn++) {
      busy.grow(busy.log.random.nextInt(12));
      var before = busy.log.fold.snapshot();
      var root = busy.log.fold.stateRoot();
      int size = busy.log.entries.size();

      busy.grow(busy.log.random.nextInt(12));
      busy.log.fold.rewind(size);

      assertThat(busy.log.fold.snapshot()).as("seed %d, turn %d", seed, turn).isEqualTo(before);
      assertThat(busy.log.fold.stateRoot()).isEqualTo(root);
      busy.log.entries.subList(size, busy.log.entries.size()).clear();
    }
  }

  @ParameterizedTest
  @MethodSource("org.genogate.ledger.state.BusyLog#seeds")
  void otherEntriesFollowAsIfTheFirstHadNeverBeen(long seed) {
    var busy = new BusyLog(seed);
    busy.grow(60);
    for (int turn = 0; turn < 20; turn++) {
      int size = busy.log.entries.size();
      busy.grow(1 + busy.log.random.nextInt(20));
      busy.log.fold.rewind(size);
      busy.log.entries.subList(size, busy.log.entries.size()).clear();
      busy.grow(5);
    }

    var never = PublicFold.empty(TestLog.ORIGIN);
    for (var entry : busy.log.entries) {
      assertThat(never.check(entry)).as("seed %d", seed).isEqualTo(new Verdict.Sound());
      never.apply(never.size(), entry.leaf(), entry);
    }
    assertThat(busy.log.fold.snapshot()).as("seed %d", seed).isEqualTo(never.snapshot());
  }

  @ParameterizedTest
  @MethodSource("org.genogate.ledger.state.BusyLog#seeds")
  void restoredFoldIsTheSameToTheByte(long seed) throws Exception {
    var busy = new BusyLog(seed);
    busy.grow(200);
    var snapshot = busy.log.fold.snapshot();

    assertThat(PublicFold.restore(snapshot).snapshot()).as("seed %d", seed).isEqualTo(snapshot);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyEntryCanBeTakenBackToTheEmptyLog(long seed) {
    var busy = new BusyLog(seed);
    busy.grow(150);

    busy.log.fold.rewind(0);

    assertThat(busy.log.fold.snapshot()).isEqualTo(PublicFold.empty(TestLog.ORIGIN).snapshot());
  }

  @Test
  void accessWhoseClosingIsTakenBackStandsWhereItStood() {
    var log = TestLog.begun(1);
    var dataset = DatasetTag.random(log.random);
    log.add(log.signed(log.publication(dataset, 1)));
    List<AccessId> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(AccessId.random(log.random));
      log.add(Entry.unsigned(log.opening(open.getLast(), dataset, 1, 1)));
    }

    long size = log.fold.size();
    log.add(Entry.unsigned(new AccessClosed(open.getFirst(), log.hash())));
    log.add(Entry.unsigned(new AccessClosed(open.get(1), log.hash())));
    log.fold.rewind(size);

    assertThat(log.fold.openAccesses()).isEqualTo(open);
  }

  @Test
  void keyWhoseRetirementIsTakenBackSigns() {
    var log = TestLog.begun(1);
    var person = log.person();
    var key = log.giveKeyTo(person);

    long size = log.fold.size();
    log.add(log.signed(new KeyRetired(log.id(), key.publicKey().id()), key));
    log.fold.rewind(size);

    assertThat(log.fold.hasOwnKey(person)).isTrue();
    assertThat(log.fold.check(log.signed(log.grant(person, Asked.OWN_KEY), key)))
        .isEqualTo(new Verdict.Sound());
  }

  @Test
  void settledEntriesAreNotTakenBack() {
    var log = TestLog.begun(1);
    log.add(log.signed(log.grant(log.person(), Asked.AT_DESK)));
    log.add(log.signed(log.grant(log.person(), Asked.AT_DESK)));
    log.fold.settle(2);
    log.fold.settle(1);
    var before = log.fold.snapshot();

    assertThatIllegalArgumentException().isThrownBy(() -> log.fold.rewind(1));
    assertThat(log.fold.snapshot()).isEqualTo(before);
    log.fold.rewind(2);
    assertThat(log.fold.size()).isEqualTo(2);
  }

  @Test
  void entriesYetToComeAreNeitherSettledNorRewoundTo() {
    var log = TestLog.begun(1);

    assertThatIllegalArgumentException().isThrownBy(() -> log.fold.settle(2));
    assertThatIllegalArgumentException().isThrownBy(() -> log.fold.rewind(2));
  }

  @Test
  void restoredFoldGoesBackNoFurtherThanItsSnapshot() throws Exception {
    var log = TestLog.begun(1);
    var restored = PublicFold.restore(log.fold.snapshot());
    var entry = log.signed(log.grant(log.person(), Asked.AT_DESK));
    restored.apply(1, entry.leaf(), entry);

    restored.rewind(1);

    assertThat(restored.snapshot()).isEqualTo(log.fold.snapshot());
    assertThatIllegalArgumentException().isThrownBy(() -> restored.rewind(0));
  }
}
