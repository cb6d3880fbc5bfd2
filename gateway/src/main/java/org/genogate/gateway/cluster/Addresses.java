package org.genogate.gateway.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.ledger.event.ValidatorName;

/// Where nodes are, as it lies sealed beside the entry that names them.
public final class Addresses {

  private Addresses() {}

  public static byte[] write(SortedMap<ValidatorName, NodeAddress> addresses) {
    var json = new JsonObject();
    addresses.forEach((name, address) -> json.put(name.value(), address.toString()));
    return json.encode().getBytes(UTF_8);
  }

  /// What a validator wrote, who may be a bad one: what cannot be read is passed over.
  static SortedMap<ValidatorName, NodeAddress> read(byte[] bytes) {
    var addresses = new TreeMap<ValidatorName, NodeAddress>();
    try {
      for (var each : new JsonObject(new String(bytes, UTF_8))) {
        addresses.put(
            new ValidatorName(each.getKey()), NodeAddress.parse(String.valueOf(each.getValue())));
      }
    } catch (DecodeException | IllegalArgumentException e) {
      return new TreeMap<>();
    }
    return addresses;
  }
}
