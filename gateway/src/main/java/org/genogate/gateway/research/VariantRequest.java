package org.genogate.gateway.research;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.genogate.gateway.access.ResearchQuery;
import org.genogate.gateway.config.Limits;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.genomics.query.BodyCompression;
import org.genogate.genomics.query.VariantQuery;
import org.genogate.genomics.query.View;
import org.genogate.genomics.region.MalformedRegionException;
import org.genogate.genomics.region.Region;
import org.genogate.ledger.duo.Purpose;

/// Reads a question out of its parameters, or says what is wrong with it.
final class VariantRequest {

  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,17}");

  private VariantRequest() {}

  /// @throws ProblemException 400, saying which parameter wants what; never repeating what was sent
  static ResearchQuery parse(
      String dataset, Purpose purpose, VariantParameters parameters, Limits limits) {
    return new ResearchQuery(
        dataset,
        regions(parameters.all("region"), limits),
        view(parameters.one("view", "sites")),
        samples(parameters.all("samples"), limits),
        purpose,
        compression(parameters.one("compression", "none")),
        parameters.has("limit") ? limit(parameters.one("limit", "")) : VariantQuery.NO_LIMIT);
  }

  private static List<Region> regions(List<String> texts, Limits limits) {
    if (texts.isEmpty()) {
      throw VariantParameters.malformed(
          "region is missing; it looks like 22:16050000-16060000, 1-based, both ends included");
    }
    if (texts.size() > limits.regionsPerQuery()) {
      throw VariantParameters.malformed("more than %d regions".formatted(limits.regionsPerQuery()));
    }
    var regions = new ArrayList<Region>();
    for (var text : texts) {
      try {
        regions.add(Region.parse(text));
      } catch (MalformedRegionException e) {
        throw new ProblemException(
            Problem.malformed(
                "region looks like 22, 22:16050000 or 22:16050000-16060000, 1-based, both ends included"),
            e);
      }
    }
    return regions;
  }

  private static View view(String text) {
    return switch (text) {
      case "sites" -> View.SITES;
      case "dosages" -> View.DOSAGES;
      default -> throw VariantParameters.malformed("view is sites or dosages");
    };
  }

  private static List<String> samples(List<String> texts, Limits limits) {
    var samples = new LinkedHashSet<String>();
    for (var text : texts) {
      for (var sample : text.split(",", -1)) {
        if (sample.isBlank() || !samples.add(sample.strip())) {
          throw VariantParameters.malformed(
              "samples is a list of names with commas between, none of them twice");
        }
      }
    }
    if (samples.size() > limits.samplesPerQuery()) {
      throw VariantParameters.malformed("more than %d samples".formatted(limits.samplesPerQuery()));
    }
    return List.copyOf(samples);
  }

  /// @return empty if it is none that consent can be matched with
  /// @throws ProblemException 400 if none is given
  static Optional<Purpose> purpose(VariantParameters parameters) {
    var code = parameters.one("purpose", "");
    if (code.isEmpty()) {
      throw VariantParameters.malformed("purpose is missing; it is GRU, HMB or DS");
    }
    return Purpose.parse(code.toUpperCase(Locale.ROOT), parameters.one("disease", ""))
        .filter(purpose -> !(purpose instanceof Purpose.OwnCare));
  }

  private static BodyCompression compression(String text) {
    return switch (text) {
      case "none" -> BodyCompression.NONE;
      case "zstd" -> BodyCompression.ZSTD;
      default -> throw VariantParameters.malformed("compression is none or zstd");
    };
  }

  private static long limit(String text) {
    if (!LIMIT.matcher(text).matches()) {
      throw VariantParameters.malformed("limit is a whole number of rows, at least 1");
    }
    return Long.parseLong(text);
  }
}
