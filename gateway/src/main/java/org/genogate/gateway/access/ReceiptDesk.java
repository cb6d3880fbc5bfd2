package org.genogate.gateway.access;

import java.io.IOException;
import java.util.Optional;
import org.genogate.ledger.Receipts;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.receipt.Receipt;

/// Hands out receipts as JSON documents. Waits for the next seal if the access is newer than it, so
/// call it from a virtual thread.
public final class ReceiptDesk {

  private final Receipts receipts;

  ReceiptDesk(Receipts receipts) {
    this.receipts = receipts;
  }

  /// @return empty if there is no such access, or it did not concern this person
  public Optional<byte[]> forPerson(PersonTag person, AccessId access) throws IOException {
    return receipts.forPerson(person, access).map(this::document);
  }

  /// @param organisation the requester's, since two organisations may know somebody by the same id
  /// @return empty if there is no such access, or somebody else asked for it
  public Optional<byte[]> forRequester(String requester, String organisation, AccessId access)
      throws IOException {
    return receipts
        .forRequester(requester, access)
        .filter(receipt -> receipt.said().organisation().equals(organisation))
        .map(this::document);
  }

  private byte[] document(Receipt receipt) {
    return ReceiptDocument.encode(receipt, receipts.confirmed(receipt));
  }
}
