package org.genogate.genomics.source;

import java.util.List;

/// One record of a source.
///
/// @param line of the source, 1-based
/// @param start 0-based
/// @param ids empty if the record has none
/// @param ref bases, as written
/// @param alts as written; empty if the record has none (`.`)
/// @param filters `PASS` alone, those that failed, or empty if none was applied
/// @param extent how far INFO says that symbolic alleles reach
/// @param calls of all samples; overwritten by the next record
public record VcfRecord(
    long line,
    String contig,
    int start,
    List<String> ids,
    String ref,
    List<String> alts,
    List<String> filters,
    Extent extent,
    Calls calls) {}
