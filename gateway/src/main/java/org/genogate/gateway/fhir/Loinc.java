package org.genogate.gateway.fhir;

/// The LOINC codes that a report uses.
///
/// This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief
/// Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is
/// available at no cost under the license at http://loinc.org/license.
final class Loinc {

  static final Code REPORT = loinc("51969-4", "Genetic analysis report");
  static final Code VARIANT = loinc("69548-6", "Genetic variant assessment");

  static final Code PRESENT = loinc("LA9633-4", "Present");
  static final Code ABSENT = loinc("LA9634-2", "Absent");
  static final Code NO_CALL = loinc("LA18198-4", "No call");
  static final Code INDETERMINATE = loinc("LA11884-6", "Indeterminate");

  static final Code GENE_STUDIED = loinc("48018-6", "Gene studied [ID]");
  static final Code ASSEMBLY = loinc("62374-4", "Human reference sequence assembly version");
  static final Code GENOMIC_REFERENCE = loinc("48013-7", "Genomic reference sequence [ID]");
  static final Code CHROMOSOME =
      loinc("48000-4", "Chromosome [Identifier] in Blood or Tissue by Molecular genetics method");
  static final Code COORDINATE_SYSTEM = loinc("92822-6", "Genomic coord system");
  static final Code EXACT_START_END = loinc("81254-5", "Genomic allele start-end");
  static final Code REF_ALLELE = loinc("69547-8", "Genomic ref allele [ID]");
  static final Code ALT_ALLELE = loinc("69551-0", "Genomic alt allele [ID]");
  static final Code GENOMIC_HGVS = loinc("81290-9", "Genomic DNA change (gHGVS)");
  static final Code VARIATION_CODE = loinc("81252-9", "Discrete genetic variant");
  static final Code ALLELIC_STATE = loinc("53034-5", "Allelic state");

  static final Code GRCH37 = loinc("LA14029-5", "GRCh37");
  static final Code GRCH38 = loinc("LA26806-2", "GRCh38");
  static final Code ZERO_BASED = loinc("LA30100-4", "0-based interval counting");
  static final Code HOMOZYGOUS = loinc("LA6705-3", "Homozygous");
  static final Code HETEROZYGOUS = loinc("LA6706-1", "Heterozygous");
  static final Code HEMIZYGOUS = loinc("LA6707-9", "Hemizygous");

  /// Answer list LL2938-0, in the order of [Chromosome#number()].
  private static final String[] CHROMOSOMES = {
    "LA21254-0", "LA21255-7", "LA21256-5", "LA21257-3", "LA21258-1", "LA21259-9", "LA21260-7",
    "LA21261-5", "LA21262-3", "LA21263-1", "LA21264-9", "LA21265-6", "LA21266-4", "LA21267-2",
    "LA21268-0", "LA21269-8", "LA21270-6", "LA21271-4", "LA21272-2", "LA21273-0", "LA21274-8",
    "LA21275-5", "LA21276-3", "LA21277-1"
  };

  private Loinc() {}

  static Code chromosome(Chromosome chromosome) {
    return loinc(CHROMOSOMES[chromosome.number() - 1], "Chromosome " + chromosome.label());
  }

  private static Code loinc(String code, String display) {
    return new Code("http://loinc.org", code, display);
  }
}
