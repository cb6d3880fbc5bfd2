package org.genogate.genomics.cohort;

/// Where a sealed block belongs.
///
/// @param file the number of its file in the store
/// @param block its place in the file, counted from 0
/// @param last whether the file ends with it, so that a file cannot be shortened
record BlockAddress(int file, long block, boolean last) {}
