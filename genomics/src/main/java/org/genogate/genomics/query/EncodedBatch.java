package org.genogate.genomics.query;

/// One record batch, ready for the wire.
///
/// @param bytes an encapsulated Arrow message, this batch's own
/// @param rows how many rows it holds, at least one
@SuppressWarnings("ArrayRecordComponent") // handed straight to a socket; compared by no one
public record EncodedBatch(byte[] bytes, int rows) {}
