import type {Roundness} from './round-robin.ts'

export const ROUNDNESS_WORDS: Readonly<Record<Roundness, string>> = {
  round: 'the round robin is round',
  uneven: 'the round robin is not round',
  undecided: 'too few answers to tell whether the round robin is round',
}

/** `12.5 %`. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '0 %' : `${((part / whole) * 100).toFixed(1)} %`

const BLOCKS = '▁▂▃▄▅▆▇█'

/** One block a second, as high as its mean latency; a gap where nothing was answered. */
export const sparkline = (seconds: readonly number[]): string => {
  const highest = Math.max(...seconds.filter(Number.isFinite))
  return seconds
    .map(mean =>
      Number.isFinite(mean)
        ? BLOCKS[Math.min(BLOCKS.length - 1, Math.floor((mean / highest) * BLOCKS.length))]
        : ' ',
    )
    .join('')
}
