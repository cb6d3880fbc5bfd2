package org.genogate.gateway.portal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.genogate.gateway.access.PatientDesk.ConsentState;
import org.genogate.gateway.access.PatientDesk.ConsentSummary;

/// One grant or refusal, in words.
///
/// @param title at the head of its card
/// @param name as in the middle of a sentence
/// @param about what it means, in a sentence or two
/// @param limits what narrows it, one sentence each
public record ConsentCard(
    ConsentSummary consent, String title, String name, String about, List<String> limits) {

  public ConsentCard {
    limits = List.copyOf(limits);
  }

  static ConsentCard of(ConsentSummary consent, PlainWords words) {
    var terms = consent.terms();
    String title = words.title(terms.use(), terms.disease());
    return new ConsentCard(
        consent,
        consent.denial() ? "Never: " + words.use(terms) : title,
        words.use(terms),
        consent.denial() ? words.refuses(terms) : words.allows(terms),
        words.limits(consent));
  }

  public String id() {
    return consent.id().toString();
  }

  /// Whether it can still be stopped or lifted.
  public boolean standing() {
    return switch (consent.state()) {
      case RECORDED, IN_FORCE, WAITING -> true;
      case STOPPED, EXPIRED, UNREADABLE -> false;
    };
  }

  public boolean grants() {
    return !consent.denial();
  }

  public boolean inForce() {
    return consent.state() == ConsentState.IN_FORCE;
  }

  /// Own care is nothing to be warned off from stopping: its button is quieter.
  public boolean ownCare() {
    return consent.terms().use().equals("CARE");
  }

  public String tag() {
    return PlainWords.state(consent.state());
  }

  public Moment recorded() {
    return new Moment(consent.recorded());
  }

  public boolean wasStopped() {
    return consent.state() == ConsentState.STOPPED && !consent.ended().equals(Instant.MAX);
  }

  public Moment ended() {
    return new Moment(wasStopped() ? consent.ended() : consent.terms().until());
  }

  public boolean endsByItself() {
    return !consent.terms().until().equals(Instant.MAX);
  }

  public Moment until() {
    return new Moment(consent.terms().until());
  }

  public boolean startsLater() {
    return consent.state() == ConsentState.WAITING;
  }

  public Moment from() {
    return new Moment(consent.terms().from());
  }

  public boolean wasUsed() {
    return consent.uses() > 0 && !consent.lastUse().equals(Instant.MIN);
  }

  public String uses() {
    return PlainWords.count(consent.uses(), "time", "times");
  }

  public Moment lastUse() {
    return new Moment(consent.lastUse());
  }

  /// Names of other permissions under which this one's data can still be given out once it stops.
  List<String> stillOpenBeside(List<ConsentCard> all) {
    var open = new ArrayList<String>();
    for (ConsentCard other : all) {
      if (grants()
          && other.grants()
          && other.standing()
          && !other.id().equals(id())
          && Uses.overlap(consent.terms(), other.consent.terms())) {
        open.add(other.name());
      }
    }
    return open;
  }
}
