package org.genogate.genomics.cohort;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.genomics.region.Region;

/// The callable places of a cohort, none touching another.
final class CallableMap {

  private final Map<String, PlaceSet> contigs;

  private CallableMap(Map<String, PlaceSet> contigs) {
    this.contigs = contigs;
  }

  /// @param places in any order; they may overlap
  static CallableMap of(List<Region> places) {
    var byContig = new HashMap<String, List<Region>>();
    for (Region place : places) {
      byContig.computeIfAbsent(place.contig(), _ -> new ArrayList<>()).add(place);
    }
    var contigs = new TreeMap<String, PlaceSet>(Comparator.naturalOrder());
    byContig.forEach((contig, regions) -> contigs.put(contig, PlaceSet.of(regions)));
    return new CallableMap(contigs);
  }

  /// Whether all of `place` is callable.
  boolean covers(Region place) {
    PlaceSet places = contigs.get(place.contig());
    return places != null && places.covers(place.start(), place.end());
  }

  void write(ByteWriter out) {
    out.varint(contigs.size());
    contigs.forEach((contig, places) -> {
      out.text(contig);
      places.write(out);
    });
  }

  static CallableMap read(ByteReader in) {
    var contigs = new TreeMap<String, PlaceSet>();
    for (int left = in.count(); left > 0; left--) {
      contigs.put(in.text(), PlaceSet.read(in));
    }
    return new CallableMap(contigs);
  }
}
