/// A small part of CBOR in its one deterministic form: what has two encodings has one here.
///
/// Integers that fit a `long`, byte strings, UTF-8 text, arrays, and maps whose keys are whole
/// numbers in ascending order. No floats, tags, simple values or indefinite lengths. So any bytes
/// that are read in full are the bytes that writing the same values gives.
///
/// Spec: [RFC 8949 §4.2.1](https://www.rfc-editor.org/rfc/rfc8949#section-4.2.1)
@NullMarked
package org.genogate.ledger.cbor;

import org.jspecify.annotations.NullMarked;
