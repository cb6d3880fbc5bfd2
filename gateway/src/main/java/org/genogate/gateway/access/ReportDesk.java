package org.genogate.gateway.access;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.genogate.gateway.identity.Caller;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.ConsentId;

/// Answers a clinician's question about one patient, under that patient's consent to their own
/// care.
public interface ReportDesk {

  /// Decides, records and reads. Waits for the ledger and for files, so call it from a virtual
  /// thread.
  ///
  /// @param subject the patient, as the custodian calls them
  /// @param panel the name of a configured panel
  Outcome report(Caller.Clinician clinician, String subject, String panel);

  /// What came of the question.
  sealed interface Outcome {
    /// Recorded on the ledger. Whoever sends it must say how that went through `delivery`.
    record Reported(Report report, Delivery delivery) implements Outcome {}

    /// No such patient, or not permitted: the two are never told apart.
    record NotPermitted() implements Outcome {}

    /// No panel of that name is configured.
    record UnknownPanel() implements Outcome {}

    /// The ledger or the data could not be relied upon.
    record Unavailable() implements Outcome {}
  }

  /// Hands a report over, and closes the access on the ledger.
  interface Delivery {

    /// Runs `hand`, unless the patient has withdrawn since the report was made. A revocation is
    /// acknowledged only once every `hand` begun before it has returned.
    ///
    /// @param hand gives bytes to the socket and does not wait for it
    /// @return false if the patient has withdrawn; the access is closed then, and no more may be
    ///   handed over
    boolean handOver(Hand hand) throws IOException;

    /// What happens inside the fence.
    @FunctionalInterface
    interface Hand {
      void run() throws IOException;
    }

    /// All of `body` was handed to the socket.
    void complete(byte[] body, long records);

    /// The client left before the end.
    void aborted(long bytes);

    /// The answer could not be made.
    void failed();
  }

  /// The four answers, never confused.
  enum Answer {
    PRESENT,
    /// Read, and the reference was found.
    ABSENT,
    /// Not read, so nothing is known.
    NOT_CALLED,
    /// The patient does not share this place.
    NOT_SHARED
  }

  /// What is known at one position of the panel.
  ///
  /// @param position 1-based, as VCF writes it
  /// @param copies of the alternate allele; 0 unless present
  /// @param ploidy 1 or 2; 0 unless called
  /// @param evidence `called genotype` or `callable region`; empty otherwise
  record Finding(
      String id,
      String gene,
      String contig,
      int position,
      String ref,
      String alt,
      Answer answer,
      int copies,
      int ploidy,
      boolean phased,
      String evidence) {}

  /// A report on one patient.
  ///
  /// @param subject as the clinician asked for them
  /// @param panelTitle readable
  /// @param assembly `GRCh37`, `GRCh38` or empty if the file does not say
  /// @param organisation readable title of the clinician's organisation
  /// @param custodian readable name of whoever holds the data
  /// @param consent the grant that allowed it
  /// @param consentSince when that was recorded
  /// @param consulted when the ledger was asked
  /// @param ledgerSize the size it had then
  record Report(
      AccessId access,
      String subject,
      String panel,
      String panelTitle,
      String assembly,
      String dataset,
      String clinician,
      String organisation,
      String custodian,
      ConsentId consent,
      Instant consentSince,
      Instant consulted,
      long ledgerSize,
      List<Finding> findings) {
    public Report {
      findings = List.copyOf(findings);
    }
  }
}
