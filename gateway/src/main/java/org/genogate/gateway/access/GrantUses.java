package org.genogate.gateway.access;

import java.util.List;
import org.genogate.ledger.consent.Asking;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.consent.Inquiry;
import org.genogate.ledger.consent.StandingConsent;
import org.genogate.ledger.consent.StandingConsent.Wording;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.receipt.AccessSeen;
import org.genogate.ledger.receipt.AccessSeen.Access;

/// Which of a person's accesses one of their grants allowed.
final class GrantUses {

  private GrantUses() {}

  /// Those that began while it stood, by whom, for what and of which dataset it says. A denial, and
  /// a grant that cannot be read, allowed none.
  static List<Access> of(StandingConsent consent, List<AccessSeen> seen) {
    return switch (consent.wording()) {
      case Wording.Missing() -> List.of();
      case Wording.Opened(var terms) ->
          consent.kind() == StandingConsent.Kind.DENIAL
              ? List.of()
              : seen.stream()
                  .filter(Access.class::isInstance)
                  .map(Access.class::cast)
                  .filter(access -> access.index() > consent.index())
                  .filter(access -> access.at().isBefore(consent.ended()))
                  .filter(access -> permits(terms, access))
                  .toList();
    };
  }

  private static boolean permits(ConsentTerms terms, Access access) {
    var detail = access.detail();
    var purpose = detail.purpose().split(" ", 2);
    var asking = new Asking(detail.requester(), detail.organisation());
    return Purpose.parse(purpose[0], purpose.length > 1 ? purpose[1] : "")
        .map(asked -> new Inquiry(access.event().dataset(), asked, asking))
        .filter(inquiry -> terms.permit(inquiry, access.at()))
        .isPresent();
  }
}
