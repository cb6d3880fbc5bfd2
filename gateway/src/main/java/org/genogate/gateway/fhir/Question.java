package org.genogate.gateway.fhir;

import java.util.regex.Pattern;

/// What a clinician asks: which patient, which panel.
///
/// @param subject the patient, as the custodian calls them
/// @param panel the name of a configured panel
record Question(String subject, String panel) {

  /// Longer than any record number or panel name in use; it bounds what is looked up and recorded.
  private static final int MAX_LENGTH = 128;

  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

  /// What became of reading a request.
  sealed interface Parsed {
    record Understood(Question question) implements Parsed {}

    /// @param reason what was found and what was wanted; never holds a value that was sent
    record Malformed(String reason) implements Parsed {}
  }

  /// Builds a question from named values, refusing whatever is missing, twice there, or unknown.
  ///
  /// An unknown name is refused and not passed over: a misspelt restriction must not widen an
  /// answer.
  static final class Builder {

    private String subject = "";
    private String panel = "";
    private String fault = "";

    Builder put(String name, String value) {
      switch (name) {
        case "subject" -> subject = once(name, subject, value);
        case "panel" -> panel = once(name, panel, value);
        default -> fail("an unknown parameter; subject and panel are known");
      }
      return this;
    }

    /// Makes the result malformed. The first fault stands.
    Builder fail(String reason) {
      if (fault.isEmpty()) {
        fault = reason;
      }
      return this;
    }

    Parsed build() {
      if (fault.isEmpty() && (subject.isEmpty() || panel.isEmpty())) {
        fail(
            "no " + (subject.isEmpty() ? "subject" : "panel") + "; subject and panel are required");
      }
      return fault.isEmpty()
          ? new Parsed.Understood(new Question(subject, panel))
          : new Parsed.Malformed(fault);
    }

    private String once(String name, String before, String value) {
      if (!before.isEmpty()) {
        fail("two values of " + name + "; one is allowed");
      } else if (value.isBlank()) {
        fail("an empty " + name);
      } else if (value.length() > MAX_LENGTH || UNPRINTABLE.matcher(value).find()) {
        fail("a " + name + " is at most " + MAX_LENGTH + " printable characters");
      }
      return value;
    }
  }
}
