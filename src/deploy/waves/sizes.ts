import {ConsulError} from '../../api/errors.ts'

/** How many of all hosts have the deploy once the wave is over. */
export type WaveSize =
  | {readonly kind: 'count'; readonly count: number}
  | {readonly kind: 'percent'; readonly percent: number}
  | {readonly kind: 'all'}

/** Reads `1,25%,all`. @throws ConsulError `invalid` */
export const parseWaves = (text: string): readonly WaveSize[] =>
  text.split(',').map(part => parse(part.trim()))

/** As {@link parseWaves} reads it. */
export const formatWave = (size: WaveSize): string => {
  if (size.kind === 'all') return 'all'
  return size.kind === 'percent' ? `${size.percent}%` : String(size.count)
}

const parse = (part: string): WaveSize => {
  if (part === 'all' || part === '100%') return {kind: 'all'}
  const [, digits, percent] = /^(\d{1,6})(%?)$/.exec(part) ?? []
  const count = Number(digits)
  if (count >= 1 && percent === '') return {kind: 'count', count}
  if (count >= 1 && count < 100) return {kind: 'percent', percent: count}
  throw new ConsulError({
    kind: 'invalid',
    shortMessage: `${part || 'nothing'} is no wave`,
    nextStep:
      'Waves say how many hosts have the deploy after each: a number, a percentage or all, as in 1,25%,all.',
  })
}

/** How many of `total` hosts have it after a wave of this size. */
export const reach = (size: WaveSize, total: number): number => {
  if (size.kind === 'all') return total
  return Math.min(total, size.kind === 'count' ? size.count : Math.ceil((total * size.percent) / 100))
}
