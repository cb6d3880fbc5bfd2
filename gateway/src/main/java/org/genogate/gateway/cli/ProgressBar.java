package org.genogate.gateway.cli;

import java.io.PrintWriter;

/// A line that says how far long work has come; on a terminal only, so that no log fills with it.
final class ProgressBar {

  private static final int WIDTH = 32;

  private final PrintWriter err;
  private final boolean shown = System.console() != null && System.console().isTerminal();
  private boolean begun;

  ProgressBar(PrintWriter err) {
    this.err = err;
  }

  void at(long bytesRead, long bytesTotal, long sites) {
    if (!shown) {
      return;
    }
    double share = bytesTotal == 0 ? 1 : Math.min(1.0, (double) bytesRead / bytesTotal);
    int full = (int) (share * WIDTH);
    err.printf(
        "\r[%s%s] %3.0f%%  %,d sites",
        "#".repeat(full), "-".repeat(WIDTH - full), share * 100, sites);
    err.flush();
    begun = true;
  }

  void end() {
    if (begun) {
      err.println();
    }
  }
}
