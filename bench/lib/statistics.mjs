/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number[]} numbers */
export function percentile(numbers, percent) {
  return Float64Array.from(numbers).sort()[Math.ceil((numbers.length * percent) / 100) - 1];
}

/**
 * Each round's ratio of two subjects that were measured one after the other, and the median of those ratios: what slows the whole
 * machine down slows both.
 * @param {number[]} subject @param {number[]} baseline
 */
export function medianRatio(subject, baseline) {
  return median(subject.map((value, round) => value / baseline[round]));
}
