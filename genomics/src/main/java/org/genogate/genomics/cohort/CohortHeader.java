package org.genogate.genomics.cohort;

import java.util.List;

/// What a store says of itself.
///
/// Counts and names cover everybody: none of it may reach a requester unmasked.
///
/// @param samples in the order of the source's columns; a sample's ordinal is its place here
/// @param contigs in the order of the rows, then those without rows as the source lists them
/// @param assembly the reference as the source names it, or empty
/// @param rows the number of (site, ALT) rows
/// @param sites the number of records in the source, those without an ALT included
/// @param sourceSha256 of the source's bytes as they lay on disk, 64 lower-case hex digits
/// @param callable whether a BED of callable regions came with the source
public record CohortHeader(
    List<String> samples,
    List<Contig> contigs,
    String assembly,
    long rows,
    long sites,
    String sourceSha256,
    boolean callable) {

  public CohortHeader {
    samples = List.copyOf(samples);
    contigs = List.copyOf(contigs);
  }
}
