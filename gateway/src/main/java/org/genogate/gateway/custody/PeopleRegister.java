package org.genogate.gateway.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.vault.Vault;

/// How the custodian calls the people whose tags stand on the ledger. One sealed file, held in
/// memory.
public final class PeopleRegister {

  private final SealedFile file;
  private final Vault vault;
  private final RandomGenerator random;
  private volatile Names names;

  private PeopleRegister(SealedFile file, Vault vault, RandomGenerator random, Names names) {
    this.file = file;
    this.vault = vault;
    this.random = random;
    this.names = names;
  }

  public static PeopleRegister open(Path path, Vault vault, RandomGenerator random)
      throws IOException {
    var file = new SealedFile(path, "people", vault);
    var stored = file.read();
    var names = stored.isPresent() ? Names.decode(stored.get()) : new Names(Map.of(), Map.of());
    return new PeopleRegister(file, vault, random, names);
  }

  public Optional<PersonTag> tagOf(String name) {
    return Optional.ofNullable(names.tagOf.get(name));
  }

  /// How the custodian calls `person`; for a person of another custodian, the tag's first digits.
  public String nameOf(PersonTag person) {
    var name = names.nameOf.get(person);
    return name != null ? name : person.toString().substring(0, 8);
  }

  public int size() {
    return names.tagOf.size();
  }

  /// Gives each of `people` a tag and a key, unless they have them. Durable once it returns.
  public synchronized Map<String, PersonTag> enrol(Collection<String> people) throws IOException {
    var tagOf = new HashMap<>(names.tagOf);
    var enrolled = new LinkedHashMap<String, PersonTag>();
    for (var name : people) {
      enrolled.put(name, tagOf.computeIfAbsent(name, _ -> PersonTag.random(random)));
    }
    if (tagOf.size() > names.tagOf.size()) {
      // Keys before names: a name without a key would leave a person whose consent could not be
      // sealed.
      vault.addPeople(enrolled.values());
      var next = Names.of(tagOf);
      file.write(next.encode());
      names = next;
    }
    return enrolled;
  }

  private record Names(Map<String, PersonTag> tagOf, Map<PersonTag, String> nameOf) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Names of(Map<String, PersonTag> tagOf) {
      var nameOf = new HashMap<PersonTag, String>();
      tagOf.forEach((name, tag) -> nameOf.put(tag, name));
      return new Names(Map.copyOf(tagOf), nameOf);
    }

    static Names decode(byte[] json) throws IOException {
      var tagOf = new HashMap<String, PersonTag>();
      JSON.readValue(json, new TypeReference<Map<String, String>>() {})
          .forEach((name, tag) -> tagOf.put(name, PersonTag.parse(tag)));
      return of(tagOf);
    }

    byte[] encode() throws IOException {
      var texts = new HashMap<String, String>();
      tagOf.forEach((name, tag) -> texts.put(name, tag.toString()));
      return JSON.writeValueAsString(texts).getBytes(UTF_8);
    }
  }
}
