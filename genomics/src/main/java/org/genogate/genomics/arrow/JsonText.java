package org.genogate.genomics.arrow;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The little JSON that schema metadata needs.
final class JsonText {
  private JsonText() {}

  static String array(List<String> values) {
    return values.stream().map(JsonText::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  /// Keeps the map's order.
  static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + quoted(member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /// Spec: [RFC 8259 §7](https://www.rfc-editor.org/rfc/rfc8259#section-7)
  private static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
