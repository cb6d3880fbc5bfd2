package org.genogate.gateway.config;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.function.Function;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.MlDsaPublicKey;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.key.WrappingPublicKey;

/// What a node tells whoever founds a cluster with it: its name, its address, and the public halves
/// of its keys.
///
/// @param node of its links' certificate, and of what it signs among the validators
/// @param wrapping secrets are wrapped to it
/// @param cosigner signs checkpoints, and nothing else
/// @param secondCosigner the same, and a quantum computer does not change that
/// @param custodian signs what its custodian publishes and what people ask at its desk
public record NodeIdentity(
    ValidatorName name,
    NodeAddress address,
    PublicKey node,
    WrappingPublicKey wrapping,
    PublicKey cosigner,
    MlDsaPublicKey secondCosigner,
    PublicKey custodian) {

  private static final Set<String> FIELDS =
      Set.of("name", "address", "node", "wrapping", "cosigner", "cosignerPq", "custodian");

  /// @throws ConfigException if it is not exactly what [#write] writes
  public static NodeIdentity read(Path file) throws ConfigException {
    return StrictFile.read(file, NodeIdentity::of);
  }

  /// @throws ConfigException if it is not exactly what [#write] writes
  public static NodeIdentity parse(String json) throws ConfigException {
    return StrictFile.parse(json, NodeIdentity::of);
  }

  private static NodeIdentity of(Place root) throws ConfigException {
    root.allowOnly(FIELDS);
    return new NodeIdentity(
        root.required("name").parsed(ValidatorName::new),
        root.required("address").parsed(NodeAddress::parse),
        key(root, "node", PublicKey::of),
        key(root, "wrapping", WrappingPublicKey::of),
        key(root, "cosigner", PublicKey::of),
        key(root, "cosignerPq", MlDsaPublicKey::of),
        key(root, "custodian", PublicKey::of));
  }

  private static <T> T key(Place root, String field, Function<byte[], T> meaning)
      throws ConfigException {
    return root.required(field).parsed(text -> meaning.apply(Base64.getDecoder().decode(text)));
  }

  public JsonObject toJson() {
    var base64 = Base64.getEncoder();
    return new JsonObject()
        .put("name", name.value())
        .put("address", address.toString())
        .put("node", base64.encodeToString(node.toBytes()))
        .put("wrapping", base64.encodeToString(wrapping.toBytes()))
        .put("cosigner", base64.encodeToString(cosigner.toBytes()))
        .put("cosignerPq", base64.encodeToString(secondCosigner.toBytes()))
        .put("custodian", base64.encodeToString(custodian.toBytes()));
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, toJson().encodePrettily() + "\n");
  }
}
