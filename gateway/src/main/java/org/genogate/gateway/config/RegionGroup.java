package org.genogate.gateway.config;

import java.util.List;
import org.genogate.genomics.region.Region;

/// Places that people can hold back together, such as one gene.
public record RegionGroup(String title, List<Region> places) {
  public RegionGroup {
    places = List.copyOf(places);
  }
}
