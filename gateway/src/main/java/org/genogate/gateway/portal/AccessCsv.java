package org.genogate.gateway.portal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genogate.gateway.access.PatientDesk.AccessSummary;

/// Who looked, as a table for a spreadsheet: what an accounting of disclosures asks for, and where
/// each line stands in the ledger.
///
/// Spec: [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)
final class AccessCsv {

  private static final List<String> HEAD =
      List.of(
          "time_utc",
          "who",
          "organisation",
          "project",
          "use",
          "disease",
          "what",
          "people",
          "outcome",
          "access_id",
          "ledger_entry");

  private AccessCsv() {}

  static byte[] of(List<AccessSummary> accesses) {
    return Stream.concat(Stream.of(HEAD), accesses.stream().map(AccessCsv::fields))
        .map(fields -> fields.stream().map(AccessCsv::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", "", "\r\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> fields(AccessSummary access) {
    return List.of(
        access.at().toString(),
        access.who(),
        access.organisation(),
        access.project(),
        access.use(),
        access.disease(),
        access.what(),
        Long.toString(access.people()),
        access.outcome().name().toLowerCase(Locale.ROOT),
        access.id().toString(),
        Long.toString(access.ledgerIndex()));
  }

  /// A cell that a spreadsheet would run as a formula gets an apostrophe before it: titles come
  /// from other organisations.
  private static String quoted(String field) {
    String cell = field;
    if (!cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0) {
      cell = "'" + cell;
    }
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
