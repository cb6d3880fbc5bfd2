package org.genogate.gateway.tlog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.identity.Caller;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.TlogProof;
import org.jspecify.annotations.Nullable;

/// Routes of the log under `/ledger`: checkpoints and hashes for everybody, entries for auditors,
/// since even entries without names have times and tags.
public final class TlogApi implements Api {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String BYTES = "application/octet-stream";

  /// The newest checkpoint grows old within a second.
  private static final String BRIEFLY = "public, max-age=1";

  private static final String BRIEFLY_FOR_ONE = "private, max-age=1";

  private static final String FOREVER = "public, max-age=31536000, immutable";

  /// Immutable too, but no shared cache may hand it to whoever asks next.
  private static final String FOREVER_FOR_ONE = "private, max-age=31536000, immutable";

  private static final int HIGHEST_LEVEL = 63;
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  private final PublicLog log;
  private final Authentication authentication;
  private final Work work;

  public TlogApi(PublicLog log, Authentication authentication, Work work) {
    this.log = log;
    this.authentication = authentication;
    this.work = work;
  }

  @Override
  public void mount(Router router) {
    router.get("/ledger/checkpoint").handler(work.handler(this::newest));
    router.get("/ledger/checkpoints").handler(work.handler(this::sizes));
    router.get("/ledger/checkpoints/:size").handler(work.handler(this::checkpoint));
    router.get("/ledger/proof/:index").handler(work.handler(this::proof));
    router.get("/ledger/tile/entries/*").handler(work.handler(this::entries));
    router.get("/ledger/tile/:level/*").handler(work.handler(this::hashes));
  }

  private void newest(RoutingContext context) {
    send(context, TEXT, BRIEFLY, log.checkpoint().map(SignedNote::toBytes));
  }

  private void sizes(RoutingContext context) {
    var lines = log.checkpointSizes().stream().map(size -> size + "\n").collect(joining());
    send(context, TEXT, BRIEFLY, Optional.of(lines.getBytes(US_ASCII)));
  }

  private void checkpoint(RoutingContext context) throws IOException {
    long size = number(context.pathParam("size"));
    send(context, TEXT, FOREVER, log.checkpoint(size).map(SignedNote::toBytes));
  }

  private void hashes(RoutingContext context) throws IOException {
    long level = number(context.pathParam("level"));
    if (level > HIGHEST_LEVEL) {
      throw nothing();
    }
    var tile = tile(context, "/ledger/tile/" + level + "/");
    send(context, BYTES, FOREVER, log.hashTile((int) level, tile.number(), tile.width()));
  }

  private void proof(RoutingContext context) throws IOException {
    requireReader(context);
    long index = number(context.pathParam("index"));
    send(context, TEXT, BRIEFLY_FOR_ONE, log.proof(index).map(TlogProof::toBytes));
  }

  /// Verified whatever is asked for, so that only those who may read entries learn what there is.
  /// The custodian wrote most of them.
  private void requireReader(RoutingContext context) {
    switch (authentication.caller(context)) {
      case Caller.Auditor _, Caller.Custodian _ -> {}
      case Caller.Researcher _, Caller.Clinician _, Caller.Person _ ->
          throw new ProblemException(
              Problem.forbidden("wrong-role", "entries are for auditors and the custodian"));
    }
  }

  private void entries(RoutingContext context) throws IOException {
    requireReader(context);
    var tile = tile(context, "/ledger/tile/entries/");
    send(context, BYTES, FOREVER_FOR_ONE, log.entryBundle(tile.number(), tile.width()));
  }

  private static TileName tile(RoutingContext context, String prefix) {
    var path = context.request().path();
    if (path == null || !path.startsWith(prefix)) {
      throw nothing();
    }
    return TileName.parse(path.substring(prefix.length())).orElseThrow(TlogApi::nothing);
  }

  private static long number(@Nullable String text) {
    if (text == null || !NUMBER.matcher(text).matches()) {
      throw nothing();
    }
    return Long.parseLong(text);
  }

  private static ProblemException nothing() {
    return new ProblemException(Problem.notFound());
  }

  private static void send(
      RoutingContext context, String contentType, String caching, Optional<byte[]> found) {
    var bytes = found.orElseThrow(TlogApi::nothing);
    context
        .response()
        .putHeader("content-type", contentType)
        .putHeader("cache-control", caching)
        .end(Buffer.buffer(bytes))
        .onFailure(_ -> {});
  }
}
