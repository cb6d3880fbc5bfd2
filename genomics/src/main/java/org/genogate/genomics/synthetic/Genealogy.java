package org.genogate.genomics.synthetic;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How the haplotypes of one stretch of genome descend from a common ancestor.
///
/// A coalescent under exponential growth. A mutation on a branch is carried by every haplotype
/// below it, so that sites of one genealogy are linked and most are rare: 43% are carried once
/// among 2,504 samples, as in 1000 Genomes phase 3.
///
/// Nodes are numbered leaves first, then by age, the root last. The leaves below any node stand
/// side by side in `leafAt`.
final class Genealogy {
  /// Growth from 1 to this many times the ancestral size ...
  private static final double GROWTH_FACTOR = 30;

  /// ... over this long, in units of twice the ancestral size in generations.
  private static final double GROWTH_TIME = 0.03;

  private static final double GROWTH_RATE = StrictMath.log(GROWTH_FACTOR) / GROWTH_TIME;

  /// The coalescent time that passes during the growth.
  private static final double GROWTH_DEPTH =
      (StrictMath.exp(GROWTH_RATE * GROWTH_TIME) - 1) / (GROWTH_RATE * GROWTH_FACTOR);

  private final int[] leafAt;
  private final int[] firstLeaf;
  private final int[] leafCount;
  private final double[] lengthUpTo;

  private Genealogy(int[] leafAt, int[] firstLeaf, int[] leafCount, double[] lengthUpTo) {
    this.leafAt = leafAt;
    this.firstLeaf = firstLeaf;
    this.leafCount = leafCount;
    this.lengthUpTo = lengthUpTo;
  }

  /// Draws a genealogy; O(haplotypes).
  static Genealogy draw(int haplotypes, RandomGenerator random) {
    int nodes = 2 * haplotypes - 1;
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    int[] leafCount = new int[nodes];
    double[] age = new double[nodes];
    double[] length = new double[nodes];
    Arrays.fill(leafCount, 0, haplotypes, 1);
    int[] lineages = new int[haplotypes];
    Arrays.setAll(lineages, i -> i);
    double depth = 0;
    for (int count = haplotypes, node = haplotypes; count > 1; count--, node++) {
      depth += exponential(random) / (0.5 * count * (count - 1));
      age[node] = yearsAt(depth);
      left[node] = take(lineages, random.nextInt(count), count);
      int partner = random.nextInt(count - 1);
      right[node] = lineages[partner];
      lineages[partner] = node;
      leafCount[node] = leafCount[left[node]] + leafCount[right[node]];
      length[left[node]] = age[node] - age[left[node]];
      length[right[node]] = age[node] - age[right[node]];
    }
    return new Genealogy(new int[haplotypes], new int[nodes], leafCount, runningSum(length))
        .settle(left, right);
  }

  /// Picks a branch with a chance in proportion to its length: where a mutation falls.
  int pickBranch(RandomGenerator random) {
    double at = random.nextDouble() * lengthUpTo[lengthUpTo.length - 1];
    int found = Arrays.binarySearch(lengthUpTo, at);
    return found >= 0 ? found : -found - 1;
  }

  /// Writes `allele` for every haplotype that carries a mutation on this branch.
  void mark(int branch, byte allele, byte[] alleleOfHaplotype) {
    int from = firstLeaf[branch];
    for (int i = from; i < from + leafCount[branch]; i++) {
      alleleOfHaplotype[leafAt[i]] = allele;
    }
  }

  /// Lays the leaves below each node side by side, from the root down.
  private Genealogy settle(int[] left, int[] right) {
    int leaves = leafAt.length;
    for (int node = firstLeaf.length - 1; node >= leaves; node--) {
      firstLeaf[left[node]] = firstLeaf[node];
      firstLeaf[right[node]] = firstLeaf[node] + leafCount[left[node]];
    }
    for (int leaf = 0; leaf < leaves; leaf++) {
      leafAt[firstLeaf[leaf]] = leaf;
    }
    return this;
  }

  /// Takes one lineage out and closes the gap with the last.
  private static int take(int[] lineages, int index, int count) {
    int taken = lineages[index];
    lineages[index] = lineages[count - 1];
    return taken;
  }

  private static double yearsAt(double depth) {
    return depth < GROWTH_DEPTH
        ? StrictMath.log(1 + depth * GROWTH_RATE * GROWTH_FACTOR) / GROWTH_RATE
        : GROWTH_TIME + depth - GROWTH_DEPTH;
  }

  private static double[] runningSum(double[] values) {
    double[] sum = values.clone();
    for (int i = 1; i < sum.length; i++) {
      sum[i] += sum[i - 1];
    }
    return sum;
  }

  static double exponential(RandomGenerator random) {
    return -StrictMath.log(1 - random.nextDouble());
  }
}
