/// Rows as an Arrow IPC stream.
///
/// The only package that sees Arrow's types; none appears in a public signature. It knows how a
/// masked row is laid out on the wire and nothing of files, queries or permission.
///
/// Spec: [Arrow columnar format, IPC streaming
/// format](https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format)
@NullMarked
package org.genogate.genomics.arrow;

import org.jspecify.annotations.NullMarked;
