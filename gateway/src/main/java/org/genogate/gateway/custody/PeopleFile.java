package org.genogate.gateway.custody;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `people.csv`: which sample of a file is which person.
///
/// The first line is `person,sample`; each further line names one sample once. A person may have
/// several samples. A sample that no line names belongs to nobody, and nobody can consent for it.
public final class PeopleFile {

  /// More than the largest cohort we were asked to hold; a stranger's file cannot exhaust the heap.
  private static final int MOST_SAMPLES = 2_000_000;

  private static final int LONGEST_NAME = 128;

  private PeopleFile() {}

  /// @return sample to person, in the file's order
  /// @throws MalformedPeopleException naming the line, if the file is not such a table or names a
  ///   sample twice
  public static Map<String, String> read(Path file) throws IOException, MalformedPeopleException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw new MalformedPeopleException("people file is not UTF-8 text", e);
    }
    if (lines.isEmpty() || !lines.getFirst().strip().equals("person,sample")) {
      throw new MalformedPeopleException("line 1 of the people file is not `person,sample`");
    }
    if (lines.size() > MOST_SAMPLES) {
      throw new MalformedPeopleException(
          "people file has more than %d lines".formatted(MOST_SAMPLES));
    }
    var personOf = new LinkedHashMap<String, String>();
    var lineOf = new HashMap<String, Integer>();
    for (int number = 2; number <= lines.size(); number++) {
      var line = lines.get(number - 1);
      if (line.isBlank()) {
        continue;
      }
      var fields = line.split(",", -1);
      if (fields.length != 2 || !isName(fields[0]) || !isName(fields[1])) {
        throw new MalformedPeopleException(
            "line %d of the people file is not `person,sample`".formatted(number));
      }
      var sample = fields[1].strip();
      var earlier = lineOf.putIfAbsent(sample, number);
      if (earlier != null) {
        throw new MalformedPeopleException(
            "line %d of the people file names the sample of line %d again"
                .formatted(number, earlier));
      }
      personOf.put(sample, fields[0].strip());
    }
    return personOf;
  }

  private static boolean isName(String field) {
    var name = field.strip();
    return !name.isEmpty() && name.length() <= LONGEST_NAME && name.chars().allMatch(c -> c >= ' ');
  }
}
