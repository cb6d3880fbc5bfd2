package org.genogate.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.LedgerAudit;
import org.genogate.ledger.log.TilePath;

/// A ledger as a gateway serves it.
///
/// @param mayReadEntries whether the client's token lets it read entries
public record ServedLedger(GatewayClient client, boolean mayReadEntries)
    implements LedgerAudit.Source {

  @Override
  public List<Long> checkpointSizes() throws IOException {
    return new String(get("checkpoints"), UTF_8).lines().map(Long::valueOf).toList();
  }

  @Override
  public byte[] checkpoint(long size) throws IOException {
    return get("checkpoints/" + size);
  }

  @Override
  public byte[] leafTile(long n, int width) throws IOException {
    return get(path(0, n, width));
  }

  @Override
  public Optional<byte[]> entryBundle(long n, int width) throws IOException {
    return mayReadEntries ? Optional.of(get(path(TilePath.ENTRIES, n, width))) : Optional.empty();
  }

  private static String path(int level, long n, int width) {
    return TilePath.of(Path.of(""), level, n, width).toString();
  }

  private byte[] get(String path) throws IOException {
    try {
      return client.bytes("/ledger/" + path);
    } catch (GatewayException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
