package org.genogate.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A value in the configuration and where it stands, so that every complaint can say so.
///
/// @param path such as `projects.heart.datasets[0]`
record Place(String path, JsonNode node) {

  ConfigException wants(String wanted) {
    return new ConfigException("%s: found %s, wanted %s".formatted(path, found(), wanted));
  }

  /// Refuses every field that is not one of `known`.
  void allowOnly(Set<String> known) throws ConfigException {
    requireObject();
    for (var name : (Iterable<String>) node::fieldNames) {
      if (!known.contains(name)) {
        throw new ConfigException(
            "%s is not known here, only %s"
                .formatted(below(name), String.join(", ", known.stream().sorted().toList())));
      }
    }
  }

  Optional<Place> field(String name) {
    return node.has(name) ? Optional.of(new Place(below(name), node.get(name))) : Optional.empty();
  }

  Place required(String name) throws ConfigException {
    return field(name).orElseThrow(() -> new ConfigException(below(name) + " is missing"));
  }

  /// The values of an object by name, in the file's order.
  Map<String, Place> members() throws ConfigException {
    requireObject();
    var members = new LinkedHashMap<String, Place>();
    for (var name : (Iterable<String>) node::fieldNames) {
      if (name.isBlank()) {
        throw new ConfigException(path + ": a name is not blank");
      }
      members.put(name, new Place(below(name), node.get(name)));
    }
    return members;
  }

  List<Place> items() throws ConfigException {
    if (!node.isArray()) {
      throw wants("an array");
    }
    var items = new ArrayList<Place>();
    for (JsonNode each : node) {
      items.add(new Place("%s[%d]".formatted(path, items.size()), each));
    }
    return items;
  }

  String text() throws ConfigException {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw wants("a text that is not blank");
    }
    return node.textValue();
  }

  /// A text of a form of its own.
  ///
  /// @param meaning says by an IllegalArgumentException what is wanted
  <T> T parsed(Function<String, T> meaning) throws ConfigException {
    try {
      return meaning.apply(text());
    } catch (IllegalArgumentException e) {
      throw new ConfigException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  int number(int least, int most) throws ConfigException {
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < least
        || node.intValue() > most) {
      throw wants("a whole number from %d to %d".formatted(least, most));
    }
    return node.intValue();
  }

  /// Whole seconds.
  Duration seconds(int least, int most) throws ConfigException {
    return Duration.ofSeconds(number(least, most));
  }

  private void requireObject() throws ConfigException {
    if (!node.isObject()) {
      throw wants("an object");
    }
  }

  private String below(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private String found() {
    return node.isValueNode() ? node.toString() : node.isArray() ? "an array" : "an object";
  }
}
