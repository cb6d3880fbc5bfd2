package org.genogate.genomics.cohort;

import java.nio.file.Path;
import java.security.SecureRandom;
import javax.crypto.SecretKey;

/// What ingest needs to know.
///
/// @param source a VCF file, plain or block-compressed
/// @param target the store's directory, which must not exist yet
/// @param key 32 bytes; the store is readable with it alone
/// @param random names the store, so that no two stores under one key share a nonce
/// @param callable where absence may be inferred
public record IngestSettings(
    Path source, Path target, SecretKey key, SecureRandom random, CallableRegions callable) {

  public static IngestSettings of(Path source, Path target, SecretKey key, SecureRandom random) {
    return new IngestSettings(source, target, key, random, new CallableRegions.Unknown());
  }

  public IngestSettings withCallable(Path bed) {
    return new IngestSettings(source, target, key, random, new CallableRegions.Bed(bed));
  }
}
