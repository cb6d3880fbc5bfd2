/// The one order of the log's batches, agreed on by Raft.
///
/// MicroRaft decides; what it lacks, gets wrong or leaves to its users is here: time, transport,
/// storage, guards against its known defects, and catching up without holes. Its types appear in no
/// public signature.
///
/// It must not know what an entry means, nor which checkpoint is final.
///
/// Spec: [Raft](https://raft.github.io/raft.pdf), as implemented by [MicroRaft
/// 0.7](https://github.com/MicroRaft/MicroRaft).
@NullMarked
package org.genogate.cluster.ordering;

import org.jspecify.annotations.NullMarked;
