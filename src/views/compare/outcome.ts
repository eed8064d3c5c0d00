import type {ComparisonState} from '../../state/kv/comparison.ts'
import {MOST_DIFFERENCES} from '../../state/kv/comparison-run.ts'
import type {DifferenceStatus} from '../../state/kv/difference.ts'
import type {SideProgress} from '../../state/kv/side-marks.ts'
import {formatBytes, formatCount} from '../format.ts'
import {type Span, span} from '../span.ts'

/** What differs so far, and how far that is: an unfinished comparison never looks like a whole one. */
export const comparisonLines = (state: ComparisonState): readonly (readonly Span[])[] => [
  tallySpans(state),
  ...progressLine(state).map(text => [text]),
]

const tallySpans = ({differences, counted, marks}: ComparisonState): readonly Span[] => {
  const tally = (status: DifferenceStatus): number =>
    differences.filter(each => each.status === status).length
  return [
    span(`+${formatCount(tally('added'))} added `, 'good'),
    span(`-${formatCount(tally('removed'))} removed `, 'bad'),
    span(`~${formatCount(tally('changed'))} changed `, 'warn'),
    ...(tally('hidden') > 0 ? [span(`?${formatCount(tally('hidden'))} hidden by ACL `, 'notice')] : []),
    span(`${formatCount(counted.same)} the same`, 'dim'),
    ...(marks.size > 0 ? [span(` · ${formatCount(marks.size)} marked`, 'accent')] : []),
  ]
}

const progressLine = (state: ComparisonState): readonly Span[] => {
  const {phase, counted, budget, failure} = state
  const after =
    counted.last === undefined ? 'nothing was compared' : `what comes after ${counted.last} was not compared`
  switch (phase) {
    case 'reading':
      return [span(`left ${sideText(counted.left)}, right ${sideText(counted.right)} · Esc stops`, 'dim')]
    case 'done':
      return []
    case 'stopped':
      return [span(`Stopped: ${after}`, 'warn')]
    case 'budget':
      return [span(`${formatBytes(budget)} read: ${after} · + reads more`, 'warn')]
    case 'full':
      return [span(`More than ${formatCount(MOST_DIFFERENCES)} differ: ${after}`, 'warn')]
    case 'failed':
      return [span(`${failure ?? 'failed'}`, 'bad')]
  }
}

const sideText = ({keys, read, bytes}: SideProgress): string =>
  `${formatCount(read)} of ${formatCount(keys)} keys, ${formatBytes(bytes)}`
