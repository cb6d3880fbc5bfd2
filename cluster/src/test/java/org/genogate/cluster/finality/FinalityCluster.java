package org.genogate.cluster.finality;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedMachine;
import org.genogate.cluster.simulation.SimulatedNetwork;
import org.genogate.cluster.simulation.Timeline;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;

/// Validators over one list of seals, and what must hold of what they sign and publish. For one
/// thread.
final class FinalityCluster {

  static final String ORIGIN = "ledger.example.org/consent";
  static final SigningKey LOG = key(1);

  final Timeline timeline = new Timeline();
  final Random random;
  final SimulatedNetwork network;
  final List<Node> nodes = new ArrayList<>();
  final Policy policy;
  private final List<Seal> seals = new ArrayList<>();
  private final Map<Long, Long> finals = new TreeMap<>();

  /// A seal that is committed.
  record Seal(long size, Instant time) {}

  /// A report of a listener.
  record Report(String what, ValidatorName who, long ours, long theirs) {}

  FinalityCluster(long seed, int quorum) {
    this.random = new Random(seed);
    var names = List.of("a", "b", "c");
    this.network =
        new SimulatedNetwork(
            timeline,
            random,
            names.stream().map(ValidatorName::new).collect(Collectors.toUnmodifiableSet()));
    var text = new StringBuilder("log " + logKey() + "\n");
    for (String name : names) {
      var node = new Node(new ValidatorName(name));
      nodes.add(node);
      text.append("witness %s %s%n".formatted(name, node.verifier(node.key)));
      text.append("witness %s.pq %s%n".formatted(name, node.verifier(node.second)));
    }
    text.append("group final " + quorum + " a b c\nquorum final\n");
    try {
      this.policy = Policy.parse(text.toString());
    } catch (InvalidNoteException e) {
      throw new AssertionError(e);
    }
  }

  static VerifierKey logKey() {
    return new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, LOG.publicKey());
  }

  static SigningKey key(int number) {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    seed[0] = (byte) number;
    return SigningKey.ofSeed(seed);
  }

  Node node(int number) {
    return nodes.get(number);
  }

  void run(Duration length) {
    timeline.run(length);
  }

  /// A length between the two.
  Duration between(Duration least, Duration most) {
    return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
  }

  /// Commits a seal over `size` entries now.
  void seal(long size) {
    seals.add(new Seal(size, now()));
  }

  private Instant now() {
    return SimulatedMachine.BIRTH.plusNanos(timeline.nowNanos());
  }

  long lastSeal() {
    return seals.isEmpty() ? 0 : seals.getLast().size();
  }

  /// The newest seal that is older than `age`.
  long sealBefore(Duration age) {
    return seals.stream()
        .filter(seal -> seal.time().isBefore(now().minus(age)))
        .mapToLong(Seal::size)
        .max()
        .orElse(0);
  }

  /// The root over `size` entries of a history that goes its own way from `fork` on.
  static Hash root(long fork, long size) {
    return Hash.sha256(((size < fork ? "main " : "fork " + fork + " ") + size).getBytes(UTF_8));
  }

  static final long NEVER = Long.MAX_VALUE;

  static Checkpoint checkpoint(long fork, long size) {
    return new Checkpoint(ORIGIN, size, root(fork, size));
  }

  /// Every two final checkpoints are of one history.
  private void noOtherHistoryIsFinal(long fork, long size) {
    finals.forEach((otherSize, otherFork) -> {
      long common = Math.min(size, otherSize);
      if (!root(fork, common).equals(root(otherFork, common))) {
        throw new AssertionError("%d and %d are final and fork".formatted(otherSize, size));
      }
    });
    finals.put(size, fork);
  }

  /// One machine: what it signs is checked where it signs.
  final class Node {

    final SimulatedMachine machine;
    final SigningKey key;
    final SigningKey second;
    final List<Report> reports = new ArrayList<>();
    final List<SignedNote> published = new ArrayList<>();
    private final Map<Long, Hash> signed = new HashMap<>();
    private Optional<SignedMemory.Signed> durable = Optional.empty();
    private long durableFloor;
    private Link link;
    private Cosigning cosigning;
    private long fork = NEVER;
    private int next;
    private Duration slowness = Duration.ofMillis(50);

    /// What happens at the next write: 0 all is well, 1 crash before it, 2 crash after it, 3 it
    /// fails.
    private int fault;

    Node(ValidatorName name) {
      this.machine = new SimulatedMachine(timeline, name, 1, random.nextInt());
      this.key = key(10 + nodes.size());
      this.second = key(20 + nodes.size());
      boot();
    }

    ValidatorName name() {
      return machine.name();
    }

    String keyName() {
      return ORIGIN + "/validator/" + name();
    }

    VerifierKey verifier(SigningKey signing) {
      return new VerifierKey(keyName(), VerifierKey.Kind.COSIGNER, signing.publicKey());
    }

    Cosigning cosigning() {
      return cosigning;
    }

    void setFork(long at) {
      fork = at;
    }

    void setFault(int kind) {
      fault = kind;
    }

    void setSlowness(Duration most) {
      slowness = most;
    }

    long finalSize() {
      return cosigning.status().finalSize();
    }

    /// Starts with the log and what it remembers; judges the last few seals again.
    void boot() {
      machine.boot();
      link = network.link(name());
      next = Math.max(0, seals.size() - 3);
      published.clear();
      var signer =
          new Cosigning.Signer(
              logKey(), List.of(this::cosign, Cosigner.ofEd25519(keyName(), second)), memory());
      try {
        cosigning =
            new Cosigning(
                new Cosigning.Node(link, machine, machine.wall()), signer, claims(), listener());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      cosigning.start();
      judge();
    }

    void crash() {
      network.unplug(name());
      machine.crash();
    }

    /// As if it had crashed, but a test can speak through its link.
    void silence() {
      crash();
      link = network.link(name());
    }

    private void judge() {
      while (next < seals.size()) {
        var checkpoint = checkpoint(fork, seals.get(next).size());
        cosigning.sealed(checkpoint, checkpoint.sign(LOG), this::publish);
        next++;
      }
      machine.schedule(between(Duration.ofMillis(1), slowness), this::judge);
    }

    private SignedNote cosign(SignedNote note, Instant time) {
      try {
        var checkpoint = Checkpoint.verify(note, logKey());
        var before = signed.put(checkpoint.size(), checkpoint.root());
        if (before != null && !before.equals(checkpoint.root())) {
          throw new AssertionError(name() + " signed two roots at " + checkpoint.size());
        }
        if (durable.isEmpty() || durable.get().size() != checkpoint.size()) {
          throw new AssertionError(name() + " signed before it remembered");
        }
      } catch (InvalidNoteException e) {
        throw new AssertionError(e);
      }
      return note.cosign(keyName(), key, time);
    }

    private void publish(SignedNote note) {
      try {
        var checkpoint = policy.verify(note);
        noOtherHistoryIsFinal(fork, checkpoint.size());
        if (!published.isEmpty()
            && Checkpoint.parse(published.getLast().text()).size() >= checkpoint.size()) {
          throw new AssertionError(name() + " published less, or again");
        }
        published.add(note);
      } catch (InvalidNoteException e) {
        throw new AssertionError(name() + " published without a quorum", e);
      }
    }

    List<Long> publishedSizes() {
      return published.stream()
          .map(note -> Long.parseLong(note.text().split("\n", -1)[1]))
          .toList();
    }

    private SignedMemory memory() {
      return new SignedMemory() {
        @Override
        public long floor() {
          return durableFloor;
        }

        @Override
        public void keepFloor(long size) {
          durableFloor = size;
        }

        @Override
        public Optional<Signed> read() {
          return durable;
        }

        @Override
        public void keep(Signed what) throws IOException {
          int now = fault;
          fault = 0;
          if (now != 1 && now != 3) {
            durable = Optional.of(what);
          }
          if (now == 1 || now == 2) {
            crash();
          }
          if (now != 0) {
            throw new IOException("the disk fails");
          }
        }
      };
    }

    private SealClaims claims() {
      return new SealClaims() {
        @Override
        public Claim of(Checkpoint checkpoint) {
          return new Claim(seals.get(next).time(), policy);
        }

        @Override
        public Optional<Hash> rootAt(long size) {
          boolean held = next < seals.size() ? size <= seals.get(next).size() : size <= lastSeal();
          return held ? Optional.of(root(fork, size)) : Optional.empty();
        }
      };
    }

    private FinalityListener listener() {
      return new FinalityListener() {
        @Override
        public void refused(long index, String reason) {
          reports.add(new Report("refused", name(), index, 0));
        }

        @Override
        public void equivocated(ValidatorName from, SignedNote ours, SignedNote theirs) {
          reports.add(new Report("equivocated", from, size(ours), size(theirs)));
        }

        @Override
        public void rolledBack(ValidatorName who, SignedNote more, SignedNote less) {
          reports.add(new Report("rolled back", who, size(more), size(less)));
        }

        @Override
        public void untimely(Checkpoint checkpoint, Duration ahead) {
          reports.add(new Report("untimely", name(), checkpoint.size(), ahead.toSeconds()));
        }
      };
    }

    private static long size(SignedNote note) {
      try {
        return Checkpoint.verify(note, logKey()).size();
      } catch (InvalidNoteException e) {
        throw new AssertionError(e);
      }
    }

    /// Says something on the channel of finality.
    void send(Node to, byte[] message) {
      link.send(to.name(), Link.Channel.FINALITY, message);
    }

    void send(Node to, SignedNote note) {
      send(to, new FinalityMessage.Cosigned(note).toBytes());
    }
  }
}
