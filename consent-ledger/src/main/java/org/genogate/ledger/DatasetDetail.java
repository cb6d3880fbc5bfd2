package org.genogate.ledger;

import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.receipt.Salt;

/// The sealed payload of a dataset's publication: what opens its commitments, and how requesters
/// call it.
///
/// @param sourceSalt opens the commitment to the source's digest
/// @param mapSalt opens the commitment to the sample-to-person map
record DatasetDetail(String name, Salt sourceSalt, Salt mapSalt) {

  byte[] encode() {
    return new CborWriter()
        .map(3)
        .key(1)
        .text(name)
        .key(2)
        .bytes(sourceSalt.toBytes())
        .key(3)
        .bytes(mapSalt.toBytes())
        .toBytes();
  }

  static DatasetDetail decode(byte[] bytes) throws MalformedCborException {
    var reader = new CborReader(bytes);
    reader.map(3);
    var detail =
        new DatasetDetail(
            reader.key(1).text(),
            Salt.of(reader.key(2).bytes(Salt.LENGTH_BYTES)),
            Salt.of(reader.key(3).bytes(Salt.LENGTH_BYTES)));
    reader.end();
    return detail;
  }
}
