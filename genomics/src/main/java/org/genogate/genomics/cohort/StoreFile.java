package org.genogate.genomics.cohort;

/// The files of a store. Their numbers are part of the format.
enum StoreFile {
  HEADER(1, "header"),
  VARIANT_INDEX(2, "variants.index"),
  VARIANT_ROWS(3, "variants.rows"),
  REFERENCE_INDEX(4, "references.index"),
  REFERENCE_ROWS(5, "references.rows");

  private final int number;
  private final String fileName;

  StoreFile(int number, String fileName) {
    this.number = number;
    this.fileName = fileName;
  }

  int number() {
    return number;
  }

  String fileName() {
    return fileName;
  }
}
