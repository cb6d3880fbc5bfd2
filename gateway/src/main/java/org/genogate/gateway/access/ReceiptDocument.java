package org.genogate.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import org.genogate.ledger.Confirmed;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.ProvenEntry;
import org.genogate.ledger.receipt.Receipt;
import org.genogate.ledger.receipt.Receipt.Closing;
import org.genogate.ledger.receipt.Receipt.Opening;

/// A receipt as the JSON document that its holder keeps: entries and proofs to be checked without
/// us, and what opens their commitments. Bytes are base64, hashes too; proofs are `.tlog-proof`
/// texts.
final class ReceiptDocument {

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private ReceiptDocument() {}

  /// @param confirmed by which nodes, where several keep the ledger
  static byte[] encode(Receipt receipt, Confirmed confirmed) {
    var said = receipt.said();
    var document =
        new JsonObject()
            .put("format", "genogate-receipt/v1")
            .put("vkey", receipt.log().toString())
            .put(
                "said",
                new JsonObject()
                    .put("requester", said.requester())
                    .put("organisation", said.organisation())
                    .put("project", said.project())
                    .put("purpose", said.purpose())
                    .put("dataset", said.dataset()))
            .put("opened", proven(receipt.opened()))
            .put("opening", opening(receipt.opening()));
    if (confirmed.of() > 0) {
      document
          .put("policy", confirmed.policy())
          .put(
              "confirmed",
              new JsonObject()
                  .put("by", new JsonArray(List.copyOf(confirmed.by())))
                  .put("of", confirmed.of()));
    }
    switch (receipt.closing()) {
      case Closing.NotYet() -> {}
      case Closing.Untold(var entry) -> document.put("closed", proven(entry));
      case Closing.Told(var entry, var detail) ->
          document
              .put("closed", proven(entry))
              .put(
                  "ending",
                  new JsonObject()
                      .put("salt", BASE64.encodeToString(detail.salt().toBytes()))
                      .put("at", detail.at().toString())
                      .put("bytes", detail.bytes())
                      .put("records", detail.records())
                      .put("outcome", detail.outcome().name())
                      .put("bodyRoot", hash(detail.bodyRoot()))
                      .put("ledgerSize", detail.ledgerSize()));
    }
    return document.encodePrettily().getBytes(UTF_8);
  }

  private static JsonObject proven(ProvenEntry proven) {
    return new JsonObject()
        .put("index", proven.proof().index())
        .put("entry", BASE64.encodeToString(proven.entry().encode()))
        .put("proof", new String(proven.proof().toBytes(), UTF_8));
  }

  private static JsonObject opening(Opening opening) {
    return switch (opening) {
      case Opening.ForPerson(var person, var root, var salt, var membership) ->
          new JsonObject()
              .put("person", person.toString())
              .put("cohortRoot", hash(root))
              .put("cohortSalt", BASE64.encodeToString(salt.toBytes()))
              .put("leafSalt", BASE64.encodeToString(membership.leafSalt().toBytes()))
              .put("leafIndex", membership.proof().index())
              .put("leaves", membership.proof().size())
              .put(
                  "path",
                  new JsonArray(
                      membership.proof().path().stream().map(ReceiptDocument::hash).toList()));
      case Opening.ForRequester(var query, var salt) ->
          new JsonObject()
              .put("query", query)
              .put("querySalt", BASE64.encodeToString(salt.toBytes()));
    };
  }

  private static String hash(Hash hash) {
    return BASE64.encodeToString(hash.toBytes());
  }
}
