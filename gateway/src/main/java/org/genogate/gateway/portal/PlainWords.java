package org.genogate.gateway.portal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.genogate.gateway.access.ConsentText;
import org.genogate.gateway.access.PatientDesk.AccessOutcome;
import org.genogate.gateway.access.PatientDesk.ConsentState;
import org.genogate.gateway.access.PatientDesk.ConsentSummary;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.ledger.Confirmed;
import org.genogate.ledger.ErasureStatus;

/// Codes as sentences for a reader of twelve. Public for the generated templates alone.
public final class PlainWords {

  private final PortalSettings settings;

  PlainWords(PortalSettings settings) {
    this.settings = settings;
  }

  /// A use as in the middle of a sentence, such as `research on breast cancer`.
  String use(String use, String disease) {
    return switch (use) {
      case "GRU" -> "any research";
      case "HMB" -> "health research";
      case "DS" -> "research on " + disease(disease);
      case "CARE" -> "your own care";
      // Its terms cannot be opened any more.
      case "" -> "a use that cannot be read any more";
      default -> "a use that this page does not know (" + use + ")";
    };
  }

  String use(Terms terms) {
    return use(terms.use(), terms.disease());
  }

  String title(String use, String disease) {
    String words = use(use, disease);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  String disease(String term) {
    String name = settings.diseases().get(term);
    if (name == null) {
      name = "one disease (" + term + ")";
    }
    return name;
  }

  /// What a grant lets others do.
  String allows(Terms terms) {
    return ConsentText.of(terms.use(), terms.use().equals("DS") ? disease(terms.disease()) : "");
  }

  /// What a standing refusal means.
  String refuses(Terms terms) {
    return "You said no to " + use(terms) + ". This wins over everything that you allow.";
  }

  /// What narrows a grant or refusal, one sentence each.
  List<String> limits(ConsentSummary consent) {
    Terms terms = consent.terms();
    var limits = new ArrayList<String>();
    if (!terms.grantee().equals(AllowForm.ANYONE)) {
      limits.add("Only " + consent.granteeTitle() + ".");
    }
    if (!terms.datasets().isEmpty()) {
      limits.add(
          "Only in: " + String.join(", ", terms.datasets().stream().sorted().toList()) + ".");
    }
    if (!consent.withheldTitles().isEmpty()) {
      limits.add("Held back, as you asked: " + join(consent.withheldTitles()) + ".");
    }
    return limits;
  }

  /// One word or two for a consent that is not simply in force; empty if it is.
  static String state(ConsentState state) {
    return switch (state) {
      case RECORDED -> "starts in a moment";
      case IN_FORCE -> "";
      case WAITING -> "starts later";
      case STOPPED -> "stopped";
      case EXPIRED -> "ended";
      case UNREADABLE -> "cannot be read, allows nothing";
    };
  }

  /// How an access ended; empty if nothing need be said.
  static String outcome(AccessOutcome outcome) {
    return switch (outcome) {
      case READING_NOW -> "reading now";
      case COMPLETE -> "";
      case STOPPED_BY_READER -> "reader left early";
      case CONSENT_WITHDRAWN_MIDWAY -> "cut short by a stop";
      case FAILED -> "broke off";
      case UNKNOWN -> "end not known";
      case REFUSED -> "refused";
    };
  }

  /// The same as a sentence, for the page of one access.
  static String outcomeSentence(AccessOutcome outcome) {
    return switch (outcome) {
      case READING_NOW -> "It is being read at this moment.";
      case COMPLETE -> "They received all of it.";
      case STOPPED_BY_READER -> "They stopped reading before the end, so they received a part.";
      case CONSENT_WITHDRAWN_MIDWAY ->
          "While they were reading, someone stopped a permission."
              + " What came after that was without that person.";
      case FAILED -> "It broke off because of a fault, so they received a part at most.";
      case UNKNOWN -> "The service stopped while they were reading, so the end is not known.";
      case REFUSED -> "They asked and were refused. They received nothing.";
    };
  }

  static String join(List<String> names) {
    if (names.size() < 2) {
      return String.join("", names);
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  /// `1 time`, `1,204 times`.
  public static String count(long number, String one, String many) {
    return number(number) + " " + (number == 1 ? one : many);
  }

  /// `1,204`.
  public static String number(long number) {
    return String.format(Locale.UK, "%,d", number);
  }

  /// Empty if nobody ordered one.
  static String erasure(Optional<ErasureStatus> erasure) {
    return erasure
        .map(status ->
            "It was ordered on "
                + new Moment(status.ordered()).text(Moment.Detail.DAY)
                + " that your key be destroyed. "
                + (status.isComplete()
                    ? destroyedEverywhere(status)
                    : "%d of %d nodes have done so.".formatted(status.done(), status.nodes()))
                + " Nobody receives your genome data any more, and nothing can be allowed again.")
        .orElse("");
  }

  private static String destroyedEverywhere(ErasureStatus status) {
    return status.nodes() == 1
        ? "That was done."
        : "All %d nodes have done so.".formatted(status.nodes());
  }

  /// Empty where nobody cosigns. Only what was seen is counted: a node that is slow is not told of.
  static String confirmed(Confirmed confirmed) {
    if (confirmed.of() == 0) {
      return "";
    }
    return "%d of %d nodes confirmed this. Each keeps the whole ledger for itself."
        .formatted(confirmed.by().size(), confirmed.of());
  }
}
