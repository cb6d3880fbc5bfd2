package org.genogate.genomics.cohort;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.genogate.genomics.region.Region;

/// Stretches of one contig, ascending, none touching another; 0-based, half-open.
final class PlaceSet {

  private final int[] starts;
  private final int[] ends;

  private PlaceSet(int[] starts, int[] ends) {
    this.starts = starts;
    this.ends = ends;
  }

  /// The bases of all `regions`, which lie on one contig.
  static PlaceSet of(List<Region> regions) {
    List<Region> sorted =
        regions.stream()
            .filter(region -> region.length() > 0)
            .sorted(Comparator.comparingInt(Region::start))
            .toList();
    var starts = new int[sorted.size()];
    var ends = new int[sorted.size()];
    int count = 0;
    for (Region region : sorted) {
      if (count > 0 && region.start() <= ends[count - 1]) {
        ends[count - 1] = Math.max(ends[count - 1], region.end());
      } else {
        starts[count] = region.start();
        ends[count++] = region.end();
      }
    }
    return new PlaceSet(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
  }

  /// Whether one base of it lies in `start` to `end`.
  boolean touches(int start, int end) {
    int place = firstEndingAfter(start);
    return place < starts.length && starts[place] < end;
  }

  /// Whether it holds every base from `start` to `end`.
  boolean covers(int start, int end) {
    int place = firstEndingAfter(start);
    return place < starts.length && starts[place] <= start && end <= ends[place];
  }

  private int firstEndingAfter(int position) {
    int found = Arrays.binarySearch(ends, position);
    return found >= 0 ? found + 1 : -found - 1;
  }

  void write(ByteWriter out) {
    out.varint(starts.length);
    for (int i = 0; i < starts.length; i++) {
      out.int32(starts[i]).int32(ends[i]);
    }
  }

  static PlaceSet read(ByteReader in) {
    int count = in.count();
    var starts = new int[count];
    var ends = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = in.int32();
      ends[i] = in.int32();
    }
    return new PlaceSet(starts, ends);
  }
}
