package org.genogate.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.genogate.gateway.custody.HeldDataset;
import org.genogate.gateway.custody.MalformedPeopleException;
import org.genogate.gateway.custody.Publication;
import org.genogate.gateway.custody.Publication.Order;
import org.genogate.gateway.custody.Publication.SampleOwners;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.StreamedBody;
import org.genogate.gateway.http.Work;
import org.genogate.genomics.cohort.CallableRegions;
import org.genogate.genomics.source.MalformedVcfException;

/// Takes files of this machine into custody, for whoever can read the data folder and for nobody
/// else: a path from elsewhere would let a stranger have any file of the machine read.
///
/// The answer is one JSON object a line: progress while it goes on, then how it ended.
public final class DatasetApi implements Api {

  private static final Set<String> FIELDS = Set.of("dataset", "source", "people", "callable");

  private final Publication publication;
  private final Authentication authentication;
  private final Work work;

  public DatasetApi(Publication publication, Authentication authentication, Work work) {
    this.publication = publication;
    this.authentication = authentication;
    this.work = work;
  }

  @Override
  public void mount(Router router) {
    router.post("/v1/custodian/datasets").handler(work.handler(this::ingest));
  }

  private void ingest(RoutingContext context) throws IOException {
    authentication.requireLocal(context);
    var order = order(context);
    try (var body = work.stream(context, "ingest")) {
      body.header("content-type", "application/x-ndjson");
      say(body, ending(order, body));
      body.end();
    }
  }

  private JsonObject ending(Order order, StreamedBody body) throws IOException {
    try {
      var held =
          publication.publish(order, (read, total, sites) -> report(body, read, total, sites));
      return published(held);
    } catch (MalformedVcfException | MalformedPeopleException e) {
      return new JsonObject().put("error", e.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static JsonObject published(HeldDataset held) {
    var header = held.store().header();
    return new JsonObject()
        .put("version", held.version())
        .put("samples", header.samples().size())
        .put("sites", header.sites())
        .put("rows", header.rows());
  }

  private static void report(StreamedBody body, long read, long total, long sites) {
    try {
      say(
          body,
          new JsonObject().put("bytesRead", read).put("bytesTotal", total).put("sites", sites));
    } catch (IOException e) {
      // Whoever asked has left: the ingest ends, and leaves nothing.
      throw new UncheckedIOException(e);
    }
  }

  private static void say(StreamedBody body, JsonObject line) throws IOException {
    body.write((line.encode() + "\n").getBytes(UTF_8));
  }

  private static Order order(RoutingContext context) {
    try {
      var json = context.body().asJsonObject();
      if (json == null || !FIELDS.containsAll(json.fieldNames())) {
        throw malformed("the body is a JSON object with dataset, source, people, callable");
      }
      return new Order(
          text(json, "dataset"),
          file(json, "source"),
          json.containsKey("people")
              ? new SampleOwners.Listed(file(json, "people"))
              : new SampleOwners.EachItsOwn(),
          json.containsKey("callable")
              ? new CallableRegions.Bed(file(json, "callable"))
              : new CallableRegions.Unknown());
    } catch (DecodeException | ClassCastException e) {
      throw new ProblemException(Problem.malformed("the body is a JSON object of strings"), e);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.malformed(String.valueOf(e.getMessage())), e);
    }
  }

  private static String text(JsonObject json, String field) {
    if (!(json.getValue(field) instanceof String text)) {
      throw malformed("%s is missing or not a string".formatted(field));
    }
    return text;
  }

  private static Path file(JsonObject json, String field) {
    var file = Path.of(text(json, field));
    if (!file.isAbsolute() || !Files.isReadable(file) || Files.isDirectory(file)) {
      throw malformed(
          "%s is the absolute path of a file that the gateway can read".formatted(field));
    }
    return file;
  }

  private static ProblemException malformed(String wanted) {
    return new ProblemException(Problem.malformed(wanted));
  }
}
