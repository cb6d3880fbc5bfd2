package org.genogate.gateway.portal;

import java.util.List;

/// The pages for when there is nothing to show.
final class Apologies {

  static final Page.Sorry NOTHING_HERE =
      new Page.Sorry(
          404,
          "There is nothing here",
          List.of("The page that you asked for does not exist, or it is not about your data."));

  static final Page.Sorry NOT_SIGNED_IN =
      new Page.Sorry(
          401,
          "You are not signed in",
          List.of(
              "Either you were signed out because nothing was done for a while, or you have not"
                  + " signed in yet. Nothing was changed.",
              "Ask for a new sign-in link, then come back."));

  static final Page.Sorry SIGNED_OUT =
      new Page.Sorry(
          200,
          "You are signed out",
          List.of("If other people use this device, close the window too."));

  static final Page.Sorry FROM_ELSEWHERE =
      new Page.Sorry(
          403,
          "This did not come from our own page",
          List.of(
              "Another website tried to do something in your name, so it was not done."
                  + " Nothing was changed.",
              "If you pressed a button on this very site, please use a newer browser."));

  static final Page.Sorry LEDGER_AWAY =
      new Page.Sorry(
          503,
          "This could not be done now",
          List.of(
              "The ledger that records your decisions does not answer, so nothing was changed.",
              "Please try again in a few minutes. If it is urgent, telephone."));

  static final Page.Sorry ERASED =
      new Page.Sorry(
          409,
          "Nothing can be allowed here any more",
          List.of(
              "It was ordered that your key be destroyed, so nothing that you would allow could"
                  + " be kept. Nobody receives your genome data.",
              "If this was not your wish, telephone."));

  static final Page.Sorry BROKEN =
      new Page.Sorry(
          500,
          "Something went wrong",
          List.of(
              "The fault is ours, and it was noted for whoever looks after this service.",
              "If you were changing something, look at the list of what you allow"
                  + " to see whether it was done."));

  private Apologies() {}

  /// A request that no form of ours makes.
  static Page.Sorry refused(int status) {
    return new Page.Sorry(
        status, "This could not be understood", List.of("Nothing was changed. Please try again."));
  }
}
