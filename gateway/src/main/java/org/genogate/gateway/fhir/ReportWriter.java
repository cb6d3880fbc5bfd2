package org.genogate.gateway.fhir;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genogate.gateway.access.ReportDesk.Report;
import org.genogate.gateway.fhir.page.ReportPage;
import org.genogate.gateway.page.fhir.JtereportGenerated;

/// Writes a report in one of its representations.
///
/// The page carries its style sheet: a hospital's system fetches it with a token and shows or keeps
/// it where a link to this gateway would lead nowhere. Nothing else is loaded, which the
/// `Content-Security-Policy` enforces.
final class ReportWriter {

  private final String gatewayVersion;
  private final String style = PackagedText.read("report.css");
  private final String contentSecurityPolicy =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
          .formatted(sha256(style));

  ReportWriter(String gatewayVersion) {
    this.gatewayVersion = gatewayVersion;
  }

  byte[] write(Report report, Representation representation) {
    return switch (representation) {
      case FHIR, JSON -> ReportBundle.of(report, gatewayVersion).toBuffer().getBytes();
      case PAGE -> page(report).getBytes(StandardCharsets.UTF_8);
    };
  }

  Map<String, String> headers(Report report, Representation representation) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("content-type", representation.contentType());
    headers.put("cache-control", "no-store");
    headers.put("vary", "accept");
    headers.put("x-content-type-options", "nosniff");
    headers.put("genogate-access-id", report.access().toString());
    headers.put("genogate-ledger-size", Long.toString(report.ledgerSize()));
    if (representation == Representation.PAGE) {
      headers.put("content-security-policy", contentSecurityPolicy);
      headers.put("referrer-policy", "no-referrer");
    }
    return headers;
  }

  private String page(Report report) {
    var text = new StringOutput();
    JtereportGenerated.render(
        new OwaspHtmlTemplateOutput(text), null, ReportPage.of(report, style));
    return text.toString();
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
