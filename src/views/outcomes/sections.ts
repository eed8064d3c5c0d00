import type {Host} from '../../deploy/board/host.ts'
import {compareOutcomes, type OutcomePair, type OutcomeSide} from '../../state/deploy/outcome.ts'
import {comparableText} from '../../state/deploy/output-groups.ts'
import {nameLines} from '../deploy/group-words.ts'
import {diffSectionLines} from '../diff/diff-lines.ts'
import type {Section, SectionLine} from '../document/document.ts'
import {factLines} from '../document/fact-lines.ts'
import {count, formatMoment} from '../format.ts'
import {span} from '../span.ts'

type Sides = {readonly left: OutcomeSide; readonly right: OutcomeSide}

/** Two jobs, and how their ends differ: node by node, those that differ alike together. */
export const outcomeSections = (sides: Sides, now: number, width: number): readonly Section[] => {
  const pairs = compareOutcomes(sides.left, sides.right)
  return [
    {
      id: 'sides',
      title: '',
      lines: factLines([
        ['- ', describe(sides.left, now)],
        ['+ ', describe(sides.right, now)],
      ]),
    },
    ...pairs.map(
      (pair, place): Section => ({
        id: `pair ${place}`,
        title: titleOf(pair),
        lines: [...nameLines(pair.nodes, width), ...differenceLines(sides, pair, width)],
      }),
    ),
  ]
}

const describe = ({job: {info}}: OutcomeSide, now: number): string =>
  `${info.what}, ${formatMoment(info.startedAtMs, now)} by ${info.who}`

const titleOf = ({nodes, left, right, isSame}: OutcomePair): string =>
  isSame
    ? `The same on ${count(nodes.length, 'host')}: ${endOf(left)}`
    : `${count(nodes.length, 'host')}: ${endOf(left)} → ${endOf(right)}`

const endOf = (host: Host | undefined): string => {
  if (host === undefined) return 'not asked'
  return host.exitCode === undefined ? host.state : `exit ${host.exitCode}`
}

const differenceLines = ({left, right}: Sides, pair: OutcomePair, width: number): readonly SectionLine[] => {
  if (pair.isSame) return []
  const before = comparableText(left.job, pair.left?.node)
  const after = comparableText(right.job, pair.right?.node)
  return before === after
    ? [{key: 'same', spans: [span('the same output', 'dim')]}]
    : diffSectionLines(before, after, width)
}
