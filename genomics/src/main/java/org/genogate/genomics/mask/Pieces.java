package org.genogate.genomics.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.genogate.genomics.region.Region;

/// One contig cut where visibility changes: piece `i` goes from `starts[i]`, 0-based, to the start
/// of the next one, the last piece to the end of the contig. The first starts at 0.
final class Pieces {

  private final int[] starts;
  private final List<SampleSet> visible;

  private Pieces(int[] starts, List<SampleSet> visible) {
    this.starts = starts;
    this.visible = visible;
  }

  /// @param withheld what is hidden on this contig; the regions may overlap
  static Pieces of(SampleSet permitted, List<Map.Entry<Region, SampleSet>> withheld) {
    var cuts = new TreeSet<>(List.of(0));
    for (var entry : withheld) {
      cuts.add(entry.getKey().start());
      cuts.add(entry.getKey().end());
    }
    cuts.remove(Region.MAX_END);
    int[] starts = cuts.stream().mapToInt(Integer::intValue).toArray();
    var visible = new ArrayList<SampleSet>(starts.length);
    for (int start : starts) {
      SampleSet left = permitted;
      for (var entry : withheld) {
        if (entry.getKey().start() <= start && start < entry.getKey().end()) {
          left = left.minus(entry.getValue());
        }
      }
      visible.add(left);
    }
    return new Pieces(starts, visible);
  }

  /// The samples that every piece touching `start` to `end` shows; an empty stretch is looked at as
  /// the base it starts at.
  SampleSet over(int start, int end) {
    int piece = pieceAt(start);
    SampleSet result = visible.get(piece);
    while (++piece < starts.length && starts[piece] < end) {
      result = result.and(visible.get(piece));
    }
    return result;
  }

  Pieces and(Pieces other) {
    int[] cuts = new int[starts.length + other.starts.length];
    System.arraycopy(starts, 0, cuts, 0, starts.length);
    System.arraycopy(other.starts, 0, cuts, starts.length, other.starts.length);
    int[] merged = Arrays.stream(cuts).sorted().distinct().toArray();
    var both = new ArrayList<SampleSet>(merged.length);
    for (int start : merged) {
      both.add(visible.get(pieceAt(start)).and(other.visible.get(other.pieceAt(start))));
    }
    return new Pieces(merged, both);
  }

  /// Whether all that `other` shows is shown here too.
  boolean holds(Pieces other) {
    return IntStream.concat(Arrays.stream(starts), Arrays.stream(other.starts))
        .allMatch(start ->
            other.visible.get(other.pieceAt(start)).minus(visible.get(pieceAt(start))).isEmpty());
  }

  private int pieceAt(int position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }
}
