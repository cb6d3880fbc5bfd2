package org.genogate.gateway.access;

import java.util.List;
import java.util.stream.Collectors;
import org.genogate.genomics.query.BodyCompression;
import org.genogate.genomics.query.VariantQuery;
import org.genogate.genomics.query.View;
import org.genogate.genomics.region.Region;
import org.genogate.ledger.duo.Purpose;

/// What a researcher asks of one dataset.
///
/// @param dataset its readable name
/// @param samples those wanted, in that order; empty for all that are permitted
/// @param limit the most rows wanted
public record ResearchQuery(
    String dataset,
    List<Region> regions,
    View view,
    List<String> samples,
    Purpose purpose,
    BodyCompression compression,
    long limit) {

  public ResearchQuery {
    regions = List.copyOf(regions);
    samples = List.copyOf(samples);
  }

  VariantQuery variants(int batchBytes) {
    return new VariantQuery(regions, view, samples, compression, limit, batchBytes);
  }

  /// The one text that the ledger commits to. Equal questions give equal texts.
  String text() {
    var places =
        regions.stream()
            .map(place -> "%s:%d-%d".formatted(place.contig(), place.start() + 1, place.end()))
            .collect(Collectors.joining(" "));
    return "regions=%s; view=%s; samples=%s; compression=%s; limit=%s"
        .formatted(
            places,
            view.name(),
            samples.isEmpty() ? "all" : String.join(" ", samples),
            compression.name(),
            limit == VariantQuery.NO_LIMIT ? "none" : Long.toString(limit));
  }
}
