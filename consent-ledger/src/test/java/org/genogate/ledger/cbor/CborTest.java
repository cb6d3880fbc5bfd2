package org.genogate.ledger.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborTest {

  /// RFC 8949, appendix A.
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 01",
    "10, 0a",
    "23, 17",
    "24, 1818",
    "25, 1819",
    "100, 1864",
    "255, 18ff",
    "256, 190100",
    "1000, 1903e8",
    "65535, 19ffff",
    "65536, 1a00010000",
    "1000000, 1a000f4240",
    "4294967295, 1affffffff",
    "4294967296, 1b0000000100000000",
    "1000000000000, 1b000000e8d4a51000",
    "9223372036854775807, 1b7fffffffffffffff",
    "-1, 20",
    "-10, 29",
    "-100, 3863",
    "-1000, 3903e7",
    "-9223372036854775808, 3b7fffffffffffffff"
  })
  void integersAreInTheirShortestForm(long value, String hex) throws Exception {
    assertThat(new CborWriter().integer(value).toBytes()).asHexString().isEqualToIgnoringCase(hex);
    assertThat(reader(hex).integer()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "IETF", "\"\\", "\u00fc", "\u6c34", "\ud800\udd51"})
  void textComesBack(String text) throws Exception {
    var reader = new CborReader(new CborWriter().text(text).toBytes());

    assertThat(reader.text()).isEqualTo(text);
    reader.end();
  }

  @Test
  void nestedContainersComeBack() throws Exception {
    var written =
        new CborWriter()
            .map(2)
            .key(1)
            .array(2)
            .bytes(new byte[] {1, 2})
            .map(0)
            .key(30)
            .unsigned(7)
            .toBytes();
    assertThat(written).asHexString().isEqualToIgnoringCase("a20182420102a0181e07");

    var reader = new CborReader(written);
    reader.map(2);
    reader.key(1).array(2);
    assertThat(reader.bytes(2)).containsExactly(1, 2);
    reader.map(0);
    assertThat(reader.key(30).unsigned()).isEqualTo(7);
    reader.end();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1800", // 0 in two bytes
        "1817",
        "190018",
        "1900ff",
        "1a0000ffff",
        "1b00000000ffffffff",
        "1bffffffffffffffff", // 2^64 - 1
        "1c", // reserved
        "1f", // indefinite
        "18", // cut
        "19ff",
        "",
        "f4", // false
        "f90000", // a float
        "c11a514b67b0" // a tag
      })
  void otherFormsOfANumberAreRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).integer()).isInstanceOf(MalformedCborException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"61ff", "62c0af", "63eda080", "62c3", "7f6161ff"})
  void textThatIsNotUtf8IsRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).text()).isInstanceOf(MalformedCborException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"41", "5affffffff00", "5b7fffffffffffffff"})
  void sizeBeyondTheBytesIsRefusedBeforeAllocating(String hex) {
    assertThatThrownBy(() -> reader(hex).bytes())
        .isInstanceOf(MalformedCborException.class)
        .hasMessageContaining("more than is left");
  }

  @Test
  void arrayLargerThanTheBytesIsRefusedBeforeAllocating() {
    assertThatThrownBy(() -> reader("9a7fffffff00").array())
        .isInstanceOf(MalformedCborException.class);
    assertThatThrownBy(() -> reader("a200010001").map(3))
        .isInstanceOf(MalformedCborException.class);
    assertThatThrownBy(() -> reader("a20001").map()).isInstanceOf(MalformedCborException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a202000100", "a201000100"})
  void keysThatDoNotAscendAreRefused(String hex) throws Exception {
    var reader = reader(hex);
    reader.map(2);
    reader.key();
    reader.unsigned();

    assertThatThrownBy(reader::key)
        .isInstanceOf(MalformedCborException.class)
        .hasMessageContaining("ascend");
  }

  @Test
  void trailingBytesAreRefused() throws Exception {
    var reader = reader("0000");
    reader.unsigned();

    assertThatThrownBy(reader::end).isInstanceOf(MalformedCborException.class);
  }

  @Test
  void mapReadHalfIsNotItsEnd() throws Exception {
    var reader = reader("a101");
    assertThatThrownBy(reader::map).isInstanceOf(MalformedCborException.class);

    var half = reader("a10100");
    half.map(1);
    half.key(1);
    assertThatThrownBy(half::end).isInstanceOf(MalformedCborException.class);
  }

  @Test
  void writerRefusesWhatTheReaderWould() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new CborWriter().map(2).key(2).unsigned(0).key(1));
    assertThatIllegalStateException().isThrownBy(() -> new CborWriter().map(1).unsigned(0));
    assertThatIllegalStateException().isThrownBy(() -> new CborWriter().array(1).key(0));
    assertThatIllegalStateException().isThrownBy(() -> new CborWriter().array(1).toBytes());
    assertThatIllegalArgumentException().isThrownBy(() -> new CborWriter().unsigned(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new CborWriter().text("\ud800"));
  }

  private static CborReader reader(String hex) {
    return new CborReader(HexFormat.of().parseHex(hex));
  }
}
