package org.genogate.gateway.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleFileTest {

  @TempDir Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("people.csv"), text);
  }

  @Test
  void samplesAreReadInTheFilesOrder() throws Exception {
    var people = PeopleFile.read(file("person,sample\r\nann , S2\nbob,S3\n\nann,S1\n"));

    assertThat(people).hasToString("{S2=ann, S3=bob, S1=ann}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | line 1",
        "sample,person | line 1",
        "person,sample~SECRET | line 2",
        "person,sample~SECRET, | line 2",
        "person,sample~,SECRET | line 2",
        "person,sample~SECRET,S1,x | line 2",
        "person,sample~a,S1~SECRET,S1 | line 3",
        "person,sample~a,S1~~b,S2~SECRET | line 5",
      })
  void aMistakeIsToldByItsLineAndNotRepeated(String lines, String told) throws Exception {
    var file = file(lines.replace('~', '\n'));

    assertThatThrownBy(() -> PeopleFile.read(file))
        .isInstanceOf(MalformedPeopleException.class)
        .hasMessageContaining(told)
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void aNameThatIsFarTooLongIsRefused() throws Exception {
    var file = file("person,sample\n%s,S1\n".formatted("x".repeat(129)));

    assertThatThrownBy(() -> PeopleFile.read(file)).hasMessageContaining("line 2");
  }

  @Test
  void aFileThatIsNotTextIsRefused() throws Exception {
    var file = Files.write(folder.resolve("people.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> PeopleFile.read(file))
        .isInstanceOf(MalformedPeopleException.class)
        .hasMessage("people file is not UTF-8 text");
  }
}
