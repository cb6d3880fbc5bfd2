package org.genogate.gateway.portal;

import java.util.List;
import java.util.Map;

/// What a page says, ready for its template. Public for the generated templates alone.
public sealed interface Page {

  /// The heading of the browser's tab, before the name of the service.
  String title();

  /// What stands around every page.
  ///
  /// @param signedInAs how the custodian calls the person; empty if nobody is signed in
  record Frame(String custodian, String signedInAs) {}

  /// Asks for the code of a one-time link.
  ///
  /// @param fault what was wrong with the last try; empty if there was none
  record SignIn(String fault) implements Page {
    @Override
    public String title() {
      return fault.isEmpty() ? "Sign in" : "Error: sign in";
    }
  }

  /// Who can use my data, and who looked lately.
  ///
  /// @param erasure how far it is; empty if nobody ordered one
  record Home(
      Numbers numbers,
      String erasure,
      List<ConsentCard> standing,
      List<ConsentCard> past,
      Strip strip,
      List<AccessRow> newest,
      int accesses)
      implements Page {
    public Home {
      standing = List.copyOf(standing);
      past = List.copyOf(past);
      newest = List.copyOf(newest);
    }

    public boolean erased() {
      return !erasure.isEmpty();
    }

    @Override
    public String title() {
      return "Who can use my genome data";
    }
  }

  /// The three numbers at the head of the home page.
  record Numbers(long allowed, long usedLastYear, long readingNow) {}

  /// Asks once more before a grant stops or a refusal is lifted.
  ///
  /// @param readingNow how many read this person's data now, under whatever permission
  /// @param stillOpen names of permissions that go on allowing some or all of it
  record Stop(ConsentCard card, long readingNow, List<String> stillOpen) implements Page {
    public Stop {
      stillOpen = List.copyOf(stillOpen);
    }

    @Override
    public String title() {
      return (card.grants() ? "Stop " : "No longer refuse ") + card.name() + "?";
    }
  }

  /// Asks once more before everything stops.
  record StopEverything(List<ConsentCard> standing, long readingNow) implements Page {
    public StopEverything {
      standing = List.copyOf(standing);
    }

    @Override
    public String title() {
      return "Stop everything?";
    }
  }

  /// What a change did.
  record Changed(ChangeAccount account) implements Page {
    @Override
    public String title() {
      String at = account.at().text(Moment.Detail.SECOND);
      return switch (account.kind()) {
        case ALLOWED -> "Allowed at " + at;
        case STOPPED -> "Stopped at " + at;
        case LIFTED -> "Refusal taken back at " + at;
        case STOPPED_EVERYTHING -> "Everything stopped at " + at;
      };
    }
  }

  /// The form to allow a use.
  ///
  /// @param formerGrantee the code of an older grant's reader that is no offered organisation, or
  ///   empty
  /// @param formerGranteeTitle readable
  /// @param formerDatasets of an older grant; empty for all
  record Allow(
      AllowForm form,
      List<AllowForm.Fault> faults,
      Map<String, String> diseases,
      Map<String, String> organisations,
      Map<String, String> regions,
      String formerGrantee,
      String formerGranteeTitle,
      List<String> formerDatasets)
      implements Page {
    public Allow {
      faults = List.copyOf(faults);
      formerDatasets = List.copyOf(formerDatasets);
    }

    @Override
    public String title() {
      String title = form.again().isEmpty() ? "Allow a new use" : "Allow again";
      return faults.isEmpty() ? title : "Error: " + title;
    }

    /// What was wrong with the field of this id; empty if nothing was.
    public String fault(String field) {
      return faults.stream()
          .filter(fault -> fault.field().equals(field))
          .map(AllowForm.Fault::message)
          .findFirst()
          .orElse("");
    }
  }

  /// What this person allowed, refused and stopped, newest first.
  record History(List<Happening> happenings) implements Page {
    public History {
      happenings = List.copyOf(happenings);
    }

    @Override
    public String title() {
      return "What happened";
    }
  }

  /// One line of the history.
  record Happening(Moment at, String what, String more) {}

  /// Who looked, one page of it.
  ///
  /// @param number 1 for the newest
  record WhoLooked(Strip strip, List<AccessRow> rows, int number, int pages, int total)
      implements Page {
    public WhoLooked {
      rows = List.copyOf(rows);
    }

    @Override
    public String title() {
      return pages > 1 ? "Who looked, page " + number + " of " + pages : "Who looked";
    }
  }

  /// One access.
  ///
  /// @param downloadable whether there is a receipt to download yet
  /// @param confirmed how many nodes signed for it, in words; empty where one keeps the ledger
  ///   alone
  record Receipt(AccessRow row, boolean downloadable, String confirmed) implements Page {
    @Override
    public String title() {
      return row.refused() ? "Refused request" : "Receipt";
    }
  }

  /// Something that cannot be shown, and what to do now.
  record Sorry(int status, String title, List<String> sentences) implements Page {
    public Sorry {
      sentences = List.copyOf(sentences);
    }
  }
}
