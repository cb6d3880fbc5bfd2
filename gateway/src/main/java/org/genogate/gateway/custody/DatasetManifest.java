package org.genogate.gateway.custody;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genogate.ledger.event.PersonTag;

/// Whose the samples of one dataset version are. The ledger commits to its bytes.
///
/// @param name how requesters call the dataset
/// @param personOfSample by sample name, in the file's order; samples of nobody are absent
record DatasetManifest(String name, Map<String, PersonTag> personOfSample) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Stored(String name, Map<String, String> people) {}

  byte[] encode() {
    var people = new LinkedHashMap<String, String>();
    personOfSample.forEach((sample, person) -> people.put(sample, person.toString()));
    try {
      return JSON.writeValueAsBytes(Map.of("name", name, "people", people));
    } catch (JsonProcessingException e) {
      throw new AssertionError("strings always become JSON", e);
    }
  }

  static DatasetManifest decode(byte[] bytes) throws IOException {
    var stored = JSON.readValue(bytes, new TypeReference<Stored>() {});
    var people = new LinkedHashMap<String, PersonTag>();
    stored.people().forEach((sample, tag) -> people.put(sample, PersonTag.parse(tag)));
    return new DatasetManifest(stored.name(), people);
  }
}
