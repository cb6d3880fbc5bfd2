package org.genogate.gateway.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// What `/health/ready` asks; `/health/live` asks nothing.
///
/// @param checks by name; each must answer at once
public record Health(Map<String, BooleanSupplier> checks) {
  public Health {
    checks = Map.copyOf(checks);
  }

  Map<String, Boolean> ask() {
    var answers = new TreeMap<String, Boolean>();
    checks.forEach((name, check) -> answers.put(name, check.getAsBoolean()));
    return answers;
  }
}
