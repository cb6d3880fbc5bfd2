package org.genogate.gateway.admin;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.genogate.gateway.cluster.Addresses;
import org.genogate.gateway.cluster.Change;
import org.genogate.gateway.cluster.ClusterMistakeException;
import org.genogate.gateway.cluster.ClusterParts;
import org.genogate.gateway.cluster.Proposal;
import org.genogate.gateway.config.ChangeFile;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.Problem;
import org.genogate.gateway.http.ProblemException;
import org.genogate.gateway.http.Work;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.RefusedEntryException;
import org.genogate.ledger.state.Epoch;

/// Changes which nodes keep the ledger: one writes the change down, those who have a say sign it,
/// and one puts it on the ledger. For whoever can read the data folder.
public final class ChangeApi implements Api {

  private static final String PATH = "/v1/custodian/cluster/change";
  private static final Duration SOON = Duration.ofSeconds(2);

  private final ClusterParts parts;
  private final Ledger ledger;
  private final Authentication authentication;
  private final Work work;
  private final SecureRandom random;
  private final Clock clock;

  public ChangeApi(
      ClusterParts parts,
      Ledger ledger,
      Authentication authentication,
      Work work,
      SecureRandom random,
      Clock clock) {
    this.parts = parts;
    this.ledger = ledger;
    this.authentication = authentication;
    this.work = work;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    router.post(PATH).handler(work.handler(context -> answer(context, this::propose)));
    router.post(PATH + "/sign").handler(work.handler(context -> answer(context, this::sign)));
    router.post(PATH + "/apply").handler(work.handler(context -> answer(context, this::apply)));
  }

  /// What is asked, in JSON.
  private interface Asked {
    ChangeFile change(String json) throws IOException, ConfigException, ClusterMistakeException;
  }

  private void answer(RoutingContext context, Asked asked) throws IOException {
    authentication.requireLocal(context);
    try {
      var before = parts.file();
      var change = asked.change(String.valueOf(context.body().asString()));
      var words = new Proposal(change, Optional.of(before)).inWords();
      context
          .response()
          .putHeader("content-type", "application/json")
          .end(
              new JsonObject()
                  .put("change", change.toJson())
                  .put("words", new JsonArray(words))
                  .toBuffer())
          .onFailure(_ -> {});
    } catch (ConfigException | DecodeException | ClassCastException e) {
      throw new ProblemException(Problem.malformed(String.valueOf(e.getMessage())), e);
    } catch (ClusterMistakeException e) {
      throw refused(String.valueOf(e.getMessage()), e);
    }
  }

  private static ProblemException refused(String why, Exception cause) {
    return new ProblemException(
        new Problem(409, "change-refused", "The nodes cannot be changed so", why), cause);
  }

  private Epoch epoch() {
    return ledger
        .epoch()
        .orElseThrow(() ->
            new ProblemException(
                Problem.unavailable("no-ledger-yet", "the ledger has not begun", SOON)));
  }

  private ChangeFile propose(String json)
      throws IOException, ConfigException, ClusterMistakeException {
    var body = new JsonObject(json);
    var add = new ArrayList<NodeIdentity>();
    for (var each : body.getJsonArray("add", new JsonArray())) {
      add.add(NodeIdentity.parse(((JsonObject) each).encode()));
    }
    var remove = new ArrayList<ValidatorName>();
    for (var each : body.getJsonArray("remove", new JsonArray())) {
      try {
        remove.add(new ValidatorName(String.valueOf(each)));
      } catch (IllegalArgumentException e) {
        throw new ConfigException(String.valueOf(e.getMessage()), e);
      }
    }
    int quorum = body.getInteger("quorum", Change.FEWEST);
    return parts.propose(new Change(add, remove, quorum), epoch(), random, clock);
  }

  private ChangeFile sign(String json)
      throws IOException, ConfigException, ClusterMistakeException {
    return parts.sign(ChangeFile.parse(json));
  }

  /// Answers once the change is committed; what follows from it is seen in the status.
  private ChangeFile apply(String json) throws ConfigException, ClusterMistakeException {
    var change = ChangeFile.parse(json);
    var proposal = new Proposal(change, Optional.of(parts.file()));
    var missing = proposal.missing();
    if (!missing.isEmpty()) {
      throw refused(
          "signatures are missing: " + String.join("; ", missing),
          new IllegalStateException("unsigned"));
    }
    parts.requireSettled(epoch());
    try {
      for (var enrolment : change.enrolments()) {
        enroll(Entry.decode(enrolment));
      }
      var _ =
          ledger.changePolicy(proposal.entry(), Addresses.write(change.file().addresses())).join();
      return change;
    } catch (MalformedEntryException e) {
      throw new ConfigException("enrolments: an entry cannot be read", e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RefusedEntryException law) {
        throw refused("the ledger does not admit it: " + law.getMessage(), e);
      }
      throw new ProblemException(
          Problem.unavailable(
              "not-recorded",
              "it may be recorded or not: look at the status, then apply it again",
              SOON),
          e);
    }
  }

  /// A node that comes back may have a custodian that is known already.
  private void enroll(Entry entry) {
    if (!(entry.event() instanceof KeyEnrolled enrolled)) {
      throw new ProblemException(Problem.malformed("enrolments: an entry is no enrolment"));
    }
    if (!ledger.knowsKey(enrolled.key().id())) {
      var _ = ledger.enroll(entry).join();
    }
  }
}
