package org.genogate.gateway.portal;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.genogate.gateway.access.LedgerUnavailableException;
import org.genogate.gateway.access.PatientDesk;
import org.genogate.gateway.http.Api;
import org.genogate.gateway.http.Work;
import org.genogate.ledger.event.PersonTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pages under `/portal`, for a person signed in by a one-time link of the custodian's.
public final class Portal implements Api {

  /// Where a one-time link leads; its code follows behind a `#`.
  public static final String SIGN_IN_PATH = "/portal/sign-in";

  private static final Logger LOGGER = LoggerFactory.getLogger(Portal.class);

  private final PatientDesk desk;
  private final OneTimeLinks links;
  private final PortalSettings settings;
  private final Work work;
  private final Sessions sessions;
  private final ConsentPages consents;
  private final AccessPages accesses;
  private final StaticFiles files = StaticFiles.load();

  public Portal(
      PatientDesk desk,
      OneTimeLinks links,
      PortalSettings settings,
      Work work,
      Clock clock,
      SecureRandom random) {
    this.desk = desk;
    this.links = links;
    this.settings = settings;
    this.work = work;
    this.sessions = new Sessions(clock, random);
    var words = new PlainWords(settings);
    this.consents = new ConsentPages(desk, settings, words, clock);
    this.accesses = new AccessPages(desk, words, clock);
  }

  /// What a page does for someone who is signed in.
  @FunctionalInterface
  private interface Action {
    Answer answer(Visit visit) throws LedgerUnavailableException;
  }

  /// All routers share one set of sessions.
  @Override
  public void mount(Router router) {
    router.get("/portal/static/:file").handler(this::sendFile);
    router.get(SIGN_IN_PATH).handler(context -> show(context, new Page.SignIn("")));
    router.post(SIGN_IN_PATH).handler(waiting(this::signIn));
    router.post("/portal/sign-out").handler(this::signOut);
    router.get("/portal/signed-out").handler(context -> show(context, Apologies.SIGNED_OUT));

    get(router, "/portal", accesses::home);
    get(router, "/portal/history", consents::history);
    get(router, "/portal/allow", consents::allow);
    post(router, "/portal/allow", consents::confirmAllow);
    get(router, "/portal/consents/:consent/stop", consents::stop);
    post(router, "/portal/consents/:consent/stop", consents::confirmStop);
    get(router, "/portal/stop-everything", consents::stopEverything);
    post(router, "/portal/stop-everything", consents::confirmStopEverything);
    get(router, "/portal/changes/:consent", consents::changed);
    get(router, "/portal/accesses", accesses::whoLooked);
    get(router, "/portal/accesses.csv", accesses::csv);
    get(router, "/portal/receipts/:access", accesses::receipt);
    get(router, "/portal/receipts/:access/download", accesses::receiptDownload);

    router
        .route("/portal/*")
        .handler(context -> show(context, Apologies.NOTHING_HERE))
        .failureHandler(context -> showFailure(context, context.failure()));
  }

  private void get(Router router, String path, Action action) {
    router.get(path).handler(waiting(context -> visit(context, action)));
  }

  private void post(Router router, String path, Action action) {
    router.post(path).handler(waiting(context -> change(context, action)));
  }

  /// On a virtual thread. What fails there becomes a page, not a problem document.
  private Handler<RoutingContext> waiting(Work.Task task) {
    return work.handler(context -> {
      try {
        task.run(context);
      } catch (Exception e) {
        showFailure(context, e);
      }
    });
  }

  private void change(RoutingContext context, Action action) {
    if (SameOrigin.sent(context.request())) {
      visit(context, action);
    } else {
      show(context, Apologies.FROM_ELSEWHERE);
    }
  }

  private void visit(RoutingContext context, Action action) {
    Optional<Sessions.Session> session = cookie(context).flatMap(sessions::find);
    if (session.isEmpty()) {
      show(context, Apologies.NOT_SIGNED_IN);
      return;
    }
    var visit = new Visit(session.get(), context);
    try {
      send(context, reply(visit, action.answer(visit)));
    } catch (LedgerUnavailableException e) {
      LOGGER
          .atWarn()
          .setCause(e)
          .log("a person's change was not made, as the ledger could not commit");
      send(context, page(visit.person(), Apologies.LEDGER_AWAY));
    }
  }

  private Reply reply(Visit visit, Answer answer) {
    return switch (answer) {
      case Answer.Show(var page) -> page(visit.person(), page);
      case Answer.GoTo(var path) -> Reply.seeOther(path);
      case Answer.Download(var name, var type, var content) ->
          Reply.of(200, type, content)
              .with("Content-Disposition", "attachment; filename=\"" + name + '"');
      case Answer.Nothing() -> page(visit.person(), Apologies.NOTHING_HERE);
    };
  }

  private Reply page(PersonTag person, Page page) {
    return PageWriter.reply(new Page.Frame(settings.custodian(), desk.displayName(person)), page);
  }

  /// Sends a page that concerns nobody.
  private void show(RoutingContext context, Page page) {
    send(context, PageWriter.reply(new Page.Frame(settings.custodian(), ""), page));
  }

  private void signIn(RoutingContext context) {
    if (!SameOrigin.sent(context.request())) {
      show(context, Apologies.FROM_ELSEWHERE);
      return;
    }
    String code = SignInCode.typed(context.request().formAttributes().get("code"));
    Optional<PersonTag> person = links.redeem(code);
    if (person.isEmpty()) {
      show(context, new Page.SignIn(SignInCode.REFUSED));
      return;
    }
    cookie(context).ifPresent(sessions::close);
    send(
        context,
        Reply.seeOther("/portal").with("Set-Cookie", Sessions.cookie(sessions.open(person.get()))));
  }

  private void signOut(RoutingContext context) {
    if (!SameOrigin.sent(context.request())) {
      show(context, Apologies.FROM_ELSEWHERE);
      return;
    }
    cookie(context).ifPresent(sessions::close);
    send(
        context, Reply.seeOther("/portal/signed-out").with("Set-Cookie", Sessions.expiredCookie()));
  }

  private void sendFile(RoutingContext context) {
    Optional.ofNullable(context.pathParam("file"))
        .flatMap(files::file)
        .ifPresentOrElse(file -> send(context, file), () -> show(context, Apologies.NOTHING_HERE));
  }

  /// @param failure absent if Vert.x itself refused the request, such as for its size
  private void showFailure(RoutingContext context, @Nullable Throwable failure) {
    int status =
        failure instanceof HttpException refused ? refused.getStatusCode() : context.statusCode();
    if (status >= 400 && status < 500) {
      show(context, Apologies.refused(status));
      return;
    }
    LOGGER.atError().setCause(failure).log("a page failed");
    show(context, Apologies.BROKEN);
  }

  private static void send(RoutingContext context, Reply reply) {
    reply.send(context.response());
  }

  private static Optional<String> cookie(RoutingContext context) {
    return Optional.ofNullable(context.request().getCookie(Sessions.COOKIE)).map(Cookie::getValue);
  }
}
