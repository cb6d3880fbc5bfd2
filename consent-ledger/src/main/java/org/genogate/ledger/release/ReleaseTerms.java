package org.genogate.ledger.release;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.duo.Purpose;

/// For what datasets are to be released: told to those who agree, and on the ledger in a sealed
/// payload only.
///
/// @param project its id
/// @param title of the project, for people to read
/// @param requester the id of the one who may then ask
/// @param organisation its id
/// @param purposes what may be asked for, each exactly so: a release for health research is none
///   for one disease
/// @param datasets readable names
/// @param until the first instant that is not covered; [Instant#MAX] for no end
public record ReleaseTerms(
    String project,
    String title,
    String requester,
    String organisation,
    Set<Purpose> purposes,
    Set<String> datasets,
    Instant until) {

  /// Of purposes, and of datasets: what a person can read before they sign.
  public static final int MOST = 32;

  private static final int LONGEST_TEXT = 500;

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  public ReleaseTerms {
    requireText(project, "project");
    requireText(title, "title");
    requireText(requester, "requester");
    requireText(organisation, "organisation");
    requireSome(purposes, "purposes");
    requireSome(datasets, "datasets");
    datasets.forEach(name -> requireText(name, "dataset"));
    if (purposes.contains(new Purpose.OwnCare())) {
      throw new IllegalArgumentException("care needs no release");
    }
    purposes = Set.copyOf(purposes);
    datasets = Set.copyOf(datasets);
    until = until.equals(Instant.MAX) ? until : inMilliseconds(until);
  }

  /// One question that may rest on a release.
  ///
  /// @param dataset its readable name
  public record Question(
      String requester, String organisation, String project, String dataset, Purpose purpose) {}

  /// Whether all of this question lies within these terms at this instant.
  public boolean cover(Question question, Instant at) {
    return requester.equals(question.requester())
        && organisation.equals(question.organisation())
        && project.equals(question.project())
        && datasets.contains(question.dataset())
        && purposes.contains(question.purpose())
        && !hasEnded(at);
  }

  public boolean hasEnded(Instant at) {
    return !at.isBefore(until);
  }

  /// The bytes that a request commits to.
  public byte[] encode() {
    return ReleaseTermsCodec.encode(this);
  }

  /// @throws MalformedCborException if these are not bytes that [#encode()] makes
  public static ReleaseTerms decode(byte[] bytes) throws MalformedCborException {
    return ReleaseTermsCodec.decode(bytes);
  }

  /// In an order that is always the same.
  static Comparator<Purpose> inOrder() {
    return Comparator.comparing(Purpose::code).thenComparing(Purpose::disease);
  }

  private static void requireText(String text, String what) {
    // A text that steers a terminal could show other terms than those that are signed.
    if (text.isBlank()
        || text.length() > LONGEST_TEXT
        || text.codePoints().anyMatch(ReleaseTerms::isUnseen)) {
      throw new IllegalArgumentException(
          "%s is a text of 1 to %d visible characters".formatted(what, LONGEST_TEXT));
    }
  }

  private static boolean isUnseen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static Instant inMilliseconds(Instant until) {
    if (until.isBefore(Instant.EPOCH) || until.isAfter(LAST)) {
      throw new IllegalArgumentException("a release ends from 1970 to 9999, or never");
    }
    return until.truncatedTo(ChronoUnit.MILLIS);
  }

  private static void requireSome(Collection<?> found, String what) {
    if (found.isEmpty() || found.size() > MOST) {
      throw new IllegalArgumentException("a release is of 1 to %d %s".formatted(MOST, what));
    }
  }
}
