package org.genogate.gateway.portal;

import java.util.List;
import org.genogate.gateway.access.PatientDesk.Terms;

/// How the uses lie in one another: any research holds health research, which holds each disease;
/// own care stands alone.
final class Uses {

  static final List<String> CODES = List.of("GRU", "HMB", "DS", "CARE");

  private Uses() {}

  /// Whether some purpose is allowed by both.
  static boolean overlap(Terms one, Terms other) {
    if (one.use().equals("CARE") || other.use().equals("CARE")) {
      return one.use().equals(other.use());
    }
    boolean bothOneDisease = one.use().equals("DS") && other.use().equals("DS");
    return !bothOneDisease || one.disease().equals(other.disease());
  }
}
