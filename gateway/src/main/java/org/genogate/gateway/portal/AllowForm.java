package org.genogate.gateway.portal;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.genogate.gateway.access.PatientDesk.Terms;

/// The form by which a person allows a use, as it was filled in.
///
/// @param disease a term that the page offers, [#OTHER_DISEASE], or empty
/// @param otherDisease a term typed in
/// @param lasting how long
/// @param again the id of an older grant whose data sets and reader are taken over, or empty
public record AllowForm(
    String use,
    String disease,
    String otherDisease,
    String grantee,
    Set<String> withheld,
    String lasting,
    String again) {

  /// The grantee that stands for every approved reader.
  public static final String ANYONE = "anyone";

  /// The choice of a disease that the page does not list.
  public static final String OTHER_DISEASE = "other";

  /// The choice of no end.
  public static final String OPEN = "open";

  /// A CURIE of a disease ontology, such as `MONDO:0007254`.
  static final Pattern DISEASE_TERM = Pattern.compile("[A-Za-z]{2,20}:[A-Za-z0-9_.-]{1,40}");

  public AllowForm {
    withheld = Set.copyOf(withheld);
  }

  /// What was wrong with one field.
  ///
  /// @param field the id of the control to go to
  public record Fault(String field, String message) {}

  /// What is taken over from an older grant, when that is allowed again.
  ///
  /// @param grantee allowed though the form may not offer it
  /// @param datasets empty for all
  record Former(String grantee, String granteeTitle, Set<String> datasets) {

    static final Former NONE = new Former(ANYONE, "", Set.of());

    Former {
      datasets = Set.copyOf(datasets);
    }
  }

  /// What a form amounts to.
  sealed interface Checked {
    record Sound(Terms terms) implements Checked {}

    record Faulty(List<Fault> faults) implements Checked {
      public Faulty {
        faults = List.copyOf(faults);
      }
    }
  }

  static AllowForm blank() {
    return new AllowForm("", "", "", ANYONE, Set.of(), OPEN, "");
  }

  /// Filled in as an older grant was.
  static AllowForm like(Terms terms, String again, PortalSettings settings) {
    boolean listed = settings.diseases().containsKey(terms.disease());
    boolean typed = !listed && !terms.disease().isEmpty();
    return new AllowForm(
        terms.use(),
        typed ? OTHER_DISEASE : terms.disease(),
        typed ? terms.disease() : "",
        terms.grantee(),
        terms.withheld(),
        OPEN,
        again);
  }

  /// Whether the form lists this grantee by itself.
  static boolean offers(PortalSettings settings, String grantee) {
    return grantee.equals(ANYONE)
        || settings.organisations().keySet().stream()
            .anyMatch(id -> grantee.equals("organisation:" + id));
  }

  static AllowForm read(MultiMap form) {
    return new AllowForm(
        field(form, "use"),
        field(form, "disease"),
        field(form, "other-disease"),
        field(form, "grantee"),
        new LinkedHashSet<>(form.getAll("withheld")),
        field(form, "lasting"),
        field(form, "again"));
  }

  /// @param now in whole milliseconds, as the ledger keeps instants
  Checked check(PortalSettings settings, Instant now, Former former) {
    var faults = new ArrayList<Fault>();
    if (!Uses.CODES.contains(use)) {
      faults.add(new Fault("use-GRU", "Choose what your data may be used for"));
    }
    String term = term(settings);
    if (use.equals("DS") && term.isEmpty()) {
      faults.add(
          disease.equals(OTHER_DISEASE)
              ? new Fault("other-disease", "Write the code of the disease, such as MONDO:0004979")
              : new Fault("disease", "Choose the disease"));
    }
    if (!grantee.equals(former.grantee()) && !offers(settings, grantee)) {
      faults.add(new Fault("grantee-anyone", "Choose who may use your data"));
    }
    if (!settings.regions().keySet().containsAll(withheld)) {
      faults.add(new Fault("withheld", "Choose only from the parts listed"));
    }
    Instant until = until(now);
    if (until.equals(Instant.MIN)) {
      faults.add(new Fault("lasting-open", "Choose how long this lasts"));
    }
    return faults.isEmpty()
        ? new Checked.Sound(new Terms(use, term, grantee, former.datasets(), now, until, withheld))
        : new Checked.Faulty(faults);
  }

  /// The disease meant; empty if none, or none that can be one.
  private String term(PortalSettings settings) {
    if (!use.equals("DS")) {
      return "";
    }
    if (disease.equals(OTHER_DISEASE)) {
      String typed = otherDisease.strip();
      return DISEASE_TERM.matcher(typed).matches() ? typed : "";
    }
    return settings.diseases().containsKey(disease) ? disease : "";
  }

  /// [Instant#MIN] if the choice is none of those offered.
  private Instant until(Instant now) {
    return switch (lasting) {
      case OPEN -> Instant.MAX;
      case "1" -> now.atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
      case "5" -> now.atOffset(ZoneOffset.UTC).plusYears(5).toInstant();
      default -> Instant.MIN;
    };
  }

  private static String field(MultiMap form, String name) {
    String value = form.get(name);
    return value == null ? "" : value;
  }
}
