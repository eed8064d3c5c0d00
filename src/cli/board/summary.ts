import {groupOutputs, type OutputGroup} from '../../deploy/board/groups.ts'
import {type Host, isUnderWay} from '../../deploy/board/host.ts'
import {countTotals, type Totals} from '../../deploy/board/snapshot.ts'
import {listNames} from '../../deploy/name-list.ts'
import {alignColumns} from '../../terminal/align-columns.ts'
import {printableLine} from '../../terminal/printable.ts'
import {exitWords} from './host-words.ts'
import type {Silence} from './silences.ts'

/** What a board came to, for people: who has ended alike, who has not ended, who is silent and why, and the counts. */
export const summaryLines = (hosts: readonly Host[], silences: readonly Silence[]): readonly string[] => [
  '',
  ...groupLines(groupOutputs(hosts)),
  ...unheardLines(hosts.filter(isUnderWay).map(({node}) => node)),
  ...silences.flatMap(silenceLines),
  countLine(countTotals(hosts)),
]

/** Nothing where there is nothing to compare. */
const groupLines = (groups: readonly OutputGroup[]): readonly string[] => {
  const [most, ...others] = groups
  if (most === undefined || (others.length === 0 && most.nodes.length === 1)) return []
  const row = ({nodes, exitCode, isCut}: OutputGroup, word: string): readonly string[] =>
    [
      '',
      String(nodes.length),
      word,
      exitWords(exitCode) + (isCut ? ', as far as read' : ''),
      listNames(nodes),
    ].map(printableLine)
  const differ = others.reduce((count, {nodes}) => count + nodes.length, 0)
  return [
    `Exit code and output: ${most.nodes.length} the same${differ === 0 ? '' : `, ${differ} ${differ === 1 ? 'differs' : 'differ'}`}.`,
    ...(differ === 0
      ? []
      : alignColumns(
          groups.map(group => row(group, group.nodes.length === 1 ? 'alone' : 'alike')),
          [1],
        )),
  ]
}

const unheardLines = (nodes: readonly string[]): readonly string[] =>
  nodes.length === 0
    ? []
    : [
        printableLine(
          `${listNames(nodes)} ${nodes.length === 1 ? 'has' : 'have'} begun and not ended as far as is known.`,
        ),
      ]

const silenceLines = ({nodes, causes}: Silence): readonly string[] => [
  printableLine(
    `${listNames(nodes)} ${nodes.length === 1 ? 'is' : 'are'} silent${causes.length > 1 ? ', for one of these reasons' : ''}:`,
  ),
  ...causes.map(cause => `  ${printableLine(cause)}`),
]

/** `47 done, 1 failed, 1 silent` */
export const countLine = (totals: Totals): string => {
  const {done, failed, silent, dead, unexpected} = totals
  const underWay = totals.acked + totals.running
  const counts = [
    [done, 'done'],
    [failed, 'failed'],
    [underWay, 'not ended'],
    [silent, 'silent'],
    [dead, 'dead'],
    [unexpected, 'unexpected'],
  ] as const
  const words = counts
    .filter(([count], place) => place === 0 || count > 0)
    .map(([count, word]) => `${count} ${word}`)
  return `${words.join(', ')}.`
}
