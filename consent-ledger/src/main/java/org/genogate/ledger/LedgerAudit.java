package org.genogate.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.TreeFrontier;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.state.Verdict;

/// Checks a ledger from what it serves, and trusts nothing but the log's key, or a policy: then
/// each published checkpoint must have its quorum of cosignatures too.
///
/// Always: each published checkpoint is signed, and is the root of one and the same growing list of
/// leaves. If the entries may be read, also: each follows the rules, and each seal says the state
/// root that the entries before it give. O(entries) hashes, and memory for the public fold alone.
public final class LedgerAudit {

  private static final int TILE = 256;

  private final Source source;

  /// By the index of the entry that put it in force; the one that was given counts from 0.
  private final NavigableMap<Long, Policy> policies = new TreeMap<>();

  private final TreeFrontier tree = new TreeFrontier();
  private final PublicFold fold;
  private boolean entriesRead = true;

  private LedgerAudit(Source source, Policy policy) {
    this.source = source;
    this.policies.put(0L, policy);
    this.fold = PublicFold.empty(policy.logs().getFirst().name());
  }

  /// Where a ledger is read from, by the paths of tlog-tiles.
  public interface Source {
    /// Sizes of all published checkpoints, ascending.
    List<Long> checkpointSizes() throws IOException;

    byte[] checkpoint(long size) throws IOException;

    /// The first `width` leaf hashes of tile `n` of level 0.
    byte[] leafTile(long n, int width) throws IOException;

    /// The first `width` entries of bundle `n`; empty if whoever asks may not read entries.
    Optional<byte[]> entryBundle(long n, int width) throws IOException;
  }

  /// What was found to hold.
  ///
  /// @param entriesRead whether the entries could be read too, or the hashes alone
  public record Verified(long size, Hash root, int checkpoints, boolean entriesRead) {}

  /// @throws BrokenLedgerException naming the first thing that does not hold
  /// @throws IOException if the source cannot be read
  public static Verified verify(Source source, VerifierKey key)
      throws IOException, BrokenLedgerException {
    return verify(source, Policy.ofLog(key));
  }

  /// @param policy of one log. Where entries are read and say that another took its place, that one
  ///   counts from there on: a quorum of the one before signed the change
  /// @throws BrokenLedgerException naming the first thing that does not hold
  /// @throws IOException if the source cannot be read
  public static Verified verify(Source source, Policy policy)
      throws IOException, BrokenLedgerException {
    return new LedgerAudit(source, policy).verify();
  }

  private Verified verify() throws IOException, BrokenLedgerException {
    var sizes = source.checkpointSizes();
    if (sizes.isEmpty()) {
      throw new BrokenLedgerException("no checkpoint was published");
    }
    long newest = sizes.getLast();
    int next = 0;
    for (long start = 0; start < newest; start += TILE) {
      int width = (int) Math.min(TILE, newest - start);
      for (var leaf : leaves(start / TILE, width)) {
        tree.append(leaf);
        if (next < sizes.size() && tree.size() == sizes.get(next)) {
          verifyCheckpoint(sizes.get(next));
          next++;
        }
      }
    }
    if (next != sizes.size()) {
      throw new BrokenLedgerException("the published sizes do not ascend");
    }
    return new Verified(newest, tree.root(), sizes.size(), entriesRead);
  }

  private void verifyCheckpoint(long size) throws IOException, BrokenLedgerException {
    Checkpoint checkpoint;
    try {
      var policy = policies.floorEntry(size - 1).getValue();
      checkpoint = policy.verify(SignedNote.parse(source.checkpoint(size)));
    } catch (InvalidNoteException e) {
      throw new BrokenLedgerException("the checkpoint of size %d is not sound".formatted(size), e);
    }
    if (checkpoint.size() != size || !checkpoint.root().equals(tree.root())) {
      throw new BrokenLedgerException(
          "the checkpoint of size %d is not the root of the entries before it".formatted(size));
    }
  }

  private List<Hash> leaves(long tile, int width) throws IOException, BrokenLedgerException {
    var hashes = hashes(source.leafTile(tile, width), tile, width);
    if (entriesRead) {
      var bundle = source.entryBundle(tile, width);
      entriesRead = bundle.isPresent();
      if (bundle.isPresent()) {
        follow(entries(bundle.get(), tile, width), hashes, tile * TILE);
      }
    }
    return hashes;
  }

  private static List<Hash> hashes(byte[] tile, long n, int width) throws BrokenLedgerException {
    if (tile.length != width * Hash.LENGTH_BYTES) {
      throw new BrokenLedgerException("leaf tile %d is not %d hashes".formatted(n, width));
    }
    var hashes = new ArrayList<Hash>(width);
    for (int i = 0; i < width; i++) {
      hashes.add(
          Hash.of(Arrays.copyOfRange(tile, i * Hash.LENGTH_BYTES, (i + 1) * Hash.LENGTH_BYTES)));
    }
    return hashes;
  }

  private static List<byte[]> entries(byte[] bundle, long n, int width)
      throws BrokenLedgerException {
    return EntryBundle.entries(bundle)
        .filter(entries -> entries.size() == width)
        .orElseThrow(() ->
            new BrokenLedgerException("entry bundle %d is not %d entries".formatted(n, width)));
  }

  private void follow(List<byte[]> entries, List<Hash> leaves, long first)
      throws BrokenLedgerException {
    for (int i = 0; i < entries.size(); i++) {
      long index = first + i;
      if (!Hash.leaf(entries.get(i)).equals(leaves.get(i))) {
        throw new BrokenLedgerException("entry %d is not what its leaf says".formatted(index));
      }
      follow(index, leaves.get(i), decode(entries.get(i), index));
    }
  }

  /// The rules check of a seal covers its state root.
  private void follow(long index, Hash leaf, Entry entry) throws BrokenLedgerException {
    switch (fold.check(entry)) {
      case Verdict.Sound _ -> {
        fold.apply(index, leaf, entry);
        fold.settle(fold.size());
        if (entry.event() instanceof PolicyChanged changed) {
          policies.put(index, parsed(changed.policy(), index));
        }
      }
      case Verdict.Seen _ ->
          throw new BrokenLedgerException("entry %d repeats an earlier event".formatted(index));
      case Verdict.Broken(var reason) ->
          throw new BrokenLedgerException("entry %d: %s".formatted(index, reason));
    }
  }

  private static Policy parsed(String policy, long index) throws BrokenLedgerException {
    try {
      return Policy.parse(policy);
    } catch (InvalidNoteException e) {
      throw new BrokenLedgerException("entry %d has no policy".formatted(index), e);
    }
  }

  private static Entry decode(byte[] bytes, long index) throws BrokenLedgerException {
    try {
      return Entry.decode(bytes);
    } catch (MalformedEntryException e) {
      throw new BrokenLedgerException("entry %d is not an entry".formatted(index), e);
    }
  }
}
