package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.genogate.ledger.consent.StandingConsent.Kind;
import org.genogate.ledger.consent.StandingConsent.Wording;

/// The people of each profile, kept up to date by the fold's one writer.
final class ProfileSets {

  private final Map<Profile, Integer> numbers = new HashMap<>();
  private PersistentList<Sharing> sharings = PersistentList.empty();

  /// The number of the profile that a grant or denial falls under, given on first sight.
  int number(Kind kind, Wording wording) {
    return switch (wording) {
      case Wording.Opened(var terms) -> number(terms.profile());
      case Wording.Missing _ -> kind == Kind.DENIAL ? number(Profile.EVERYTHING) : Held.NO_PROFILE;
    };
  }

  /// Puts a person in or out of both sets of a profile, by all their grants and denials.
  void refresh(int profile, int ordinal, Person person, long sealedSize, Instant asOf) {
    boolean granting = false;
    boolean denying = false;
    for (var held : person.held()) {
      if (held.profile() == profile) {
        granting |= held.grants(sealedSize, asOf);
        denying |= held.denies(sealedSize);
      }
    }
    var sharing = sharings.get(profile);
    sharings =
        sharings.with(
            profile,
            new Sharing(
                sharing.profile(),
                placed(sharing.granting(), ordinal, granting),
                placed(sharing.denying(), ordinal, denying)));
  }

  PersistentList<Sharing> sharings() {
    return sharings;
  }

  private int number(Profile profile) {
    var known = numbers.get(profile);
    if (known != null) {
      return known;
    }
    int number = sharings.size();
    sharings = sharings.plus(Sharing.ofNobody(profile));
    numbers.put(profile, number);
    return number;
  }

  private static PeopleSet placed(PeopleSet people, int ordinal, boolean in) {
    return in ? people.with(ordinal) : people.without(ordinal);
  }
}
