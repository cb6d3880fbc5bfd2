package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.genogate.gateway.config.PanelFile;
import org.genogate.genomics.query.BodyCompression;
import org.genogate.genomics.query.VariantQuery;
import org.genogate.genomics.query.View;
import org.genogate.genomics.region.Region;
import org.genogate.ledger.duo.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainQueryTest {

  private final PlainQuery queries =
      new PlainQuery(Map.of("hearts", new PanelFile("the heart panel", Path.of("hearts.tsv"))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "22:1-1 | chromosome 22, 1 letter",
        "22:1-10000 | chromosome 22, 10,000 letters",
        "chr22:1-1000000 | chromosome 22, 1 million letters",
        "22:1-1260000 | chromosome 22, 1.3 million letters",
        "22:1-2147483647 | chromosome 22, all of it",
        "22:1-10 22:101-110 | chromosome 22, 20 letters",
        "22:1-10 X:1-5 | chromosome 22, 10 letters; chromosome X, 5 letters",
        "1:1-1 2:1-1 3:1-1 4:1-1 | 4 chromosomes",
        "HLA-A*01:01:01:01:1-9 | chromosome HLA-A*01:01:01:01, 9 letters",
      })
  void regionsAreSaidInLetters(String regions, String said) {
    assertThat(queries.say("regions=" + regions + "; view=SITES; samples=all")).isEqualTo(said);
  }

  @Test
  void whatAQueryIsRecordedAsCanBeSaid() {
    var query =
        new ResearchQuery(
            "cohort",
            List.of(Region.ofOneBased("22", 101, 200), Region.whole("X")),
            View.SITES,
            List.of(),
            new Purpose.HealthResearch(),
            BodyCompression.NONE,
            VariantQuery.NO_LIMIT);

    assertThat(queries.say(query.text()))
        .isEqualTo("chromosome 22, 100 letters; chromosome X, all of it");
  }

  @Test
  void aPanelIsSaidByItsTitle() {
    assertThat(queries.say("panel=hearts")).isEqualTo("a report on the heart panel");
    assertThat(queries.say("panel=gone")).isEqualTo("a report on a panel that is no longer in use");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "regions=22; view=SITES",
        "regions=a:x-y;b:1-2; view=SITES",
        "regions=22:9-99999999999999999999; view=SITES",
        "something else"
      })
  void whatCannotBeReadIsSaidInGeneral(String query) {
    assertThat(queries.say(query)).isEqualTo("a part of the data");
  }
}
