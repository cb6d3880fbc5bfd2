package org.genogate.genomics.mask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.genogate.genomics.region.Region;

/// What one access may see of one cohort: the permitted samples, less those that withhold a region
/// there. Nothing in this module reads a genotype without one.
///
/// Regions are withheld sample by sample, so one set of samples is not enough: each contig is cut
/// into pieces, and each piece has its own. Immutable.
///
/// A place named in another way than the cohort's file does must still be hidden, so contigs are
/// compared without a leading `chr` and `M` is `MT`. Hiding too much is the lesser error.
public final class Visibility {

  private final SampleSet permitted;

  /// Contigs where something is withheld, by their bare names.
  private final Map<String, Pieces> contigs;

  private Visibility(SampleSet permitted, Map<String, Pieces> contigs) {
    this.permitted = permitted;
    this.contigs = Map.copyOf(contigs);
  }

  /// @param permitted the samples that may be seen at all
  /// @param withheld for a region, the samples that hide it; regions may overlap, and a region of
  ///   no bases hides nothing
  public static Visibility of(SampleSet permitted, Map<Region, SampleSet> withheld) {
    var byContig = new HashMap<String, List<Map.Entry<Region, SampleSet>>>();
    for (var entry : withheld.entrySet()) {
      byContig.computeIfAbsent(bare(entry.getKey().contig()), _ -> new ArrayList<>()).add(entry);
    }
    var contigs = new HashMap<String, Pieces>();
    byContig.forEach((contig, entries) -> contigs.put(contig, Pieces.of(permitted, entries)));
    return new Visibility(permitted, contigs);
  }

  /// The samples that may be seen at all, whatever they withhold.
  public SampleSet permitted() {
    return permitted;
  }

  /// The samples that may be seen over the whole of `place`.
  ///
  /// A sample that withholds one base of it is not among them. O(log pieces) where nothing changes
  /// within `place`, and then no new set is made.
  public SampleSet over(Region place) {
    Pieces pieces = contigs.get(bare(place.contig()));
    return pieces == null ? permitted : pieces.over(place.start(), place.end());
  }

  /// The same, of `samples` alone.
  public Visibility among(SampleSet samples) {
    return intersect(new Visibility(samples, Map.of()));
  }

  /// What both allow: a sample is visible at a place if it is in this and in `other`.
  public Visibility intersect(Visibility other) {
    var names = new HashSet<>(contigs.keySet());
    names.addAll(other.contigs.keySet());
    var both = new HashMap<String, Pieces>();
    for (String name : names) {
      both.put(name, piecesOf(name).and(other.piecesOf(name)));
    }
    return new Visibility(permitted.and(other.permitted), both);
  }

  /// Whether all that `other` shows is shown here too.
  public boolean holds(Visibility other) {
    var names = new HashSet<>(contigs.keySet());
    names.addAll(other.contigs.keySet());
    return other.permitted.minus(permitted).isEmpty()
        && names.stream().allMatch(name -> piecesOf(name).holds(other.piecesOf(name)));
  }

  private Pieces piecesOf(String bareContig) {
    Pieces pieces = contigs.get(bareContig);
    return pieces == null ? Pieces.of(permitted, List.of()) : pieces;
  }

  private static String bare(String contig) {
    String lower = contig.toLowerCase(Locale.ROOT);
    String name = lower.startsWith("chr") ? lower.substring(3) : lower;
    return name.equals("m") ? "mt" : name;
  }

  @Override
  public String toString() {
    return "%s visible, %d contigs with withheld places".formatted(permitted, contigs.size());
  }
}
