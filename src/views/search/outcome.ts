import {LONGEST_LINE} from '../../state/kv/match-lines.ts'
import type {SearchState} from '../../state/kv/search.ts'
import {MOST_HITS} from '../../state/kv/search-results.ts'
import {formatBytes, formatCount} from '../format.ts'
import {type Span, span} from '../span.ts'

/** How far the search is, or how it ended, and what it has not searched: never a list that only looks whole. */
export const outcomeLines = (state: SearchState): readonly (readonly Span[])[] => {
  if (state.error !== undefined) return [[span(`This regex cannot be read: ${state.error}`, 'bad')]]
  return [phaseSpans(state), ...notes(state).map(note => [span(note, 'warn')])]
}

const phaseSpans = (state: SearchState): readonly Span[] => {
  const {phase, failure, progress, budget} = state
  switch (phase) {
    case 'idle':
      return [span('Enter searches, on any server: what was written a moment ago may be missing.', 'dim')]
    case 'keys':
      return [span(`${found(state)} · `, 'accent'), span(`${keyProgress(state)} · Esc stops`, 'dim')]
    case 'values':
      return [span(`${found(state)} · `, 'accent'), span(`${valueProgress(state)} · Esc stops`, 'dim')]
    case 'done':
      return [span(found(state), 'good'), span(` in ${wholeOf(state)}`, 'dim')]
    case 'stopped':
      return [span(`${found(state)} · stopped after ${keyCount(progress.keys)}`, 'warn')]
    case 'full':
      return [
        span(`${formatCount(MOST_HITS)} found, and there may be more: a narrower pattern shows them`, 'warn'),
      ]
    case 'budget':
      return [span(`${found(state)} · ${formatBytes(budget)} of values read, which is the limit`, 'warn')]
    case 'failed':
      return [span(`${found(state)} · ${failure ?? 'failed'}`, 'bad')]
  }
}

const found = ({hits}: SearchState): string => `${formatCount(hits.length)} found`

const keyCount = (keys: number): string => `${formatCount(keys)} ${keys === 1 ? 'key' : 'keys'}`

const keyProgress = ({progress: {keys, bytes, elapsedMs}}: SearchState): string => {
  if (keys === 0) return 'Consul lists the keys'
  const rate = elapsedMs === 0 ? '' : `, ${formatCount(Math.round((keys / elapsedMs) * 1_000))} keys/s`
  return `${keyCount(keys)}, ${formatBytes(bytes)}${rate}`
}

const valueProgress = ({progress: {asked, keys, valueBytes, elapsedMs}, budget}: SearchState): string => {
  const rate = elapsedMs === 0 ? '' : `, ${formatCount(Math.round((asked / elapsedMs) * 1_000))} keys/s`
  return `values of ${formatCount(asked)} of ${keyCount(keys)}, ${formatBytes(valueBytes)} of ${formatBytes(budget)}${rate}`
}

const wholeOf = ({values, progress: {keys, bytes, elapsedMs}}: SearchState): string =>
  `${values ? 'the names and values' : 'the names'} of ${keyCount(keys)} · ${formatBytes(bytes)} in ${(elapsedMs / 1_000).toFixed(1)} s from any server`

const notes = (state: SearchState): readonly string[] => {
  const {slow, cut, asked, read} = state.progress
  return [
    ...notSearched(state),
    ...(slow > 0 ? [`Left out: ${formatCount(slow)} for which the regex takes too long`] : []),
    ...(cut > 0
      ? [`Of ${formatCount(cut)} values only the first ${formatCount(LONGEST_LINE)} characters of a line`]
      : []),
    ...(read < asked
      ? [`${formatCount(asked - read)} keys gave no value: deleted since, or hidden by ACL`]
      : []),
  ]
}

const notSearched = ({phase, progress: {next}}: SearchState): readonly string[] => {
  if (phase !== 'budget' && phase !== 'stopped') return []
  if (next === undefined) return ['Not searched: the rest of the keys']
  return [`Not searched: the values from ${next === '' ? 'the first key' : next} on · + goes on`]
}
