package org.genogate.gateway.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// What `/health/ready` asks; `/health/live` asks nothing.
///
/// @param checks by name; each must answer at once
public record Health(Map<String, BooleanSupplier> checks) implements Api {
  public Health {
    checks = Map.copyOf(checks);
  }

  Health and(String name, BooleanSupplier check) {
    var more = new TreeMap<>(checks);
    more.put(name, check);
    return new Health(more);
  }

  @Override
  public void mount(Router router) {
    router.get("/health/live").handler(context -> answer(context, true, new JsonObject()));
    router.get("/health/ready").handler(this::ready);
  }

  private void ready(RoutingContext context) {
    var answers = new JsonObject();
    boolean all = true;
    for (var check : new TreeMap<>(checks).entrySet()) {
      boolean well = check.getValue().getAsBoolean();
      answers.put(check.getKey(), well);
      all &= well;
    }
    answer(context, all, answers);
  }

  private static void answer(RoutingContext context, boolean well, JsonObject checks) {
    context
        .response()
        .setStatusCode(well ? 200 : 503)
        .putHeader("content-type", "application/json")
        .end(new JsonObject().put("well", well).put("checks", checks).toBuffer())
        .onFailure(_ -> {});
  }
}
