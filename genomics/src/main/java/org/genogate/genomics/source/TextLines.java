package org.genogate.genomics.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads lines without making strings of them: a line of 100,000 samples is 400 KB and more.
final class TextLines {

  /// Far above any real line (100,000 samples with likelihoods: some 6 MB), so that a file without
  /// line ends cannot fill the heap.
  private static final int MAX_LINE_BYTES = 128 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 18];
  private int filled;
  private int lineStart;
  private int lineEnd;
  private int nextLine;
  private long number;

  TextLines(InputStream in) {
    this.in = in;
  }

  /// Moves to the next line; false at the end of the text.
  ///
  /// @throws MalformedVcfException if the last line has no line end, as in a file that was cut
  boolean next() throws IOException {
    int searchFrom = nextLine;
    while (true) {
      int end = lineFeed(searchFrom);
      if (end >= 0) {
        lineStart = nextLine;
        nextLine = end + 1;
        lineEnd = end > lineStart && buffer[end - 1] == '\r' ? end - 1 : end;
        number++;
        return true;
      }
      int unread = filled - nextLine;
      boolean more = more();
      searchFrom = nextLine + unread;
      if (!more) {
        if (unread > 0) {
          number++;
          throw malformed("the last line has no line end, so the file was cut short");
        }
        return false;
      }
    }
  }

  private int lineFeed(int from) {
    for (int i = from; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean more() throws IOException {
    if (nextLine > 0) {
      System.arraycopy(buffer, nextLine, buffer, 0, filled - nextLine);
      filled -= nextLine;
      nextLine = 0;
    }
    if (filled == buffer.length) {
      if (filled >= MAX_LINE_BYTES) {
        number++;
        throw malformed("a line is at most %d bytes".formatted(MAX_LINE_BYTES));
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      return false;
    }
    filled += count;
    return true;
  }

  /// The buffer that holds the current line, from [#start] to [#end], until the next call.
  byte[] bytes() {
    return buffer;
  }

  int start() {
    return lineStart;
  }

  int end() {
    return lineEnd;
  }

  /// 1-based.
  long number() {
    return number;
  }

  String text() {
    return new String(buffer, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8);
  }

  MalformedVcfException malformed(String what) {
    return new MalformedVcfException("line %d: %s".formatted(number, what));
  }
}
