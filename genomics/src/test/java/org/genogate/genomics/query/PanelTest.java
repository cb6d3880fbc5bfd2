package org.genogate.genomics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genogate.genomics.region.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PanelTest {
  private static final String HEADER = "#CHROM\tPOS\tID\tREF\tALT\tGENE";

  @Test
  void aPanelIsReadInTheFilesOrder(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("panel.tsv"),
            "##title=made up\n" + HEADER + "\n22\t100\trs1\tA\tg\tABC1\n\n1\t5\t.\tCT\tC\t.\n");

    Panel panel = Panel.parse(file);

    assertThat(panel.sites())
        .containsExactly(
            new PanelSite(new Region("22", 99, 100), "rs1", "A", "G", "ABC1"),
            new PanelSite(new Region("1", 4, 6), "", "CT", "C", ""));
    assertThat(panel.sites().getFirst().position()).isEqualTo(100);
  }

  @Test
  void aMistakeIsNamedWithItsLine() {
    assertMessage("line 2: 5 tab-separated columns, want 6", "22\t100\trs1\tA\tG");
    assertMessage("line 2: POS is '0', want a whole number from 1", "22\t0\trs1\tA\tG\tX");
    assertMessage("line 2: POS is '1e3', want a whole number from 1", "22\t1e3\trs1\tA\tG\tX");
    assertMessage("line 2: REF and ALT are both A", "22\t100\trs1\tA\tA\tX");
    assertMessage("line 2: ALT is 'G,T', want bases of A, C, G, T, N", "22\t100\trs1\tA\tG,T\tX");
    assertMessage("line 2: REF is '', want bases of A, C, G, T, N", "22\t100\trs1\t\tG\tX");
    assertMessage(
        "line 3: the same allele as line 2", "22\t100\trs1\tA\tG\tX", "22\t100\trs2\tA\tG\tY");
    assertMessage("line 1: the file ends without a single site");
  }

  @Test
  void aFileWithoutTheHeaderIsNotAPanel() {
    assertThatThrownBy(() -> Panel.parse(List.of("22\t100\trs1\tA\tG\tX")))
        .isInstanceOf(MalformedPanelException.class)
        .hasMessageStartingWith("line 1: found '22\t100\trs1\tA\tG\tX', want the header");
  }

  private static void assertMessage(String message, String... lines) {
    var all = new ArrayList<>(List.of(HEADER));
    all.addAll(List.of(lines));
    assertThatThrownBy(() -> Panel.parse(all))
        .isInstanceOf(MalformedPanelException.class)
        .hasMessage(message);
  }
}
