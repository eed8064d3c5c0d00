/** Whether chance alone explains how often each stood first: `undecided` while there are too few answers to tell. */
export type Roundness = 'round' | 'uneven' | 'undecided'

/** A chi-squared test needs about this many expected in each place. */
const FEWEST_EACH = 5
/** Of a normal distribution, for one false alarm in a thousand. */
const Z = 3.09

/** Judges the counts of all that could have been first, those that never were among them. */
export const judgeRoundness = (counts: readonly number[]): Roundness => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const freedom = counts.length - 1
  const expected = total / counts.length
  if (freedom < 1 || expected < FEWEST_EACH) return 'undecided'
  const deviation = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // Wilson and Hilferty's approximation of the quantile.
  const spread = 2 / (9 * freedom)
  const limit = freedom * (1 - spread + Z * Math.sqrt(spread)) ** 3
  return deviation <= limit ? 'round' : 'uneven'
}
