import {groupOutputs} from '../../deploy/board/groups.ts'
import {type Host, isUnderWay} from '../../deploy/board/host.ts'
import {countTotals, type Totals} from '../../deploy/board/snapshot.ts'
import {listNames} from '../../deploy/name-list.ts'
import {printableLine} from '../../terminal/printable.ts'
import {groupLines} from './group-lines.ts'
import type {Silence} from './silences.ts'

/**
 * What a board came to, for people: how its hosts have ended (who alike, unless told otherwise), who has not ended, who is
 * silent and why, and the counts.
 */
export const summaryLines = (
  hosts: readonly Host[],
  silences: readonly Silence[],
  ends = groupLines(groupOutputs(hosts)),
): readonly string[] => [
  '',
  ...ends,
  ...unheardLines(hosts.filter(isUnderWay).map(({node}) => node)),
  ...silences.flatMap(silenceLines),
  countLine(countTotals(hosts)),
]

const unheardLines = (nodes: readonly string[]): readonly string[] => {
  if (nodes.length === 0) return []
  return [
    printableLine(`${listNames(nodes)} ${nodes.length === 1 ? 'has' : 'have'} begun, and not ended yet.`),
  ]
}

const silenceLines = ({nodes, causes}: Silence): readonly string[] => {
  const are = nodes.length === 1 ? 'is' : 'are'
  const reasons = causes.length > 1 ? ', for one of these reasons' : ''
  return [
    printableLine(`${listNames(nodes)} ${are} silent${reasons}:`),
    ...causes.map(cause => `  ${printableLine(cause)}`),
  ]
}

/** `47 done, 1 failed, 1 silent.` */
const countLine = (totals: Totals): string => {
  const {done, failed, silent, dead, unexpected} = totals
  const counts = [
    `${done} done`,
    failed > 0 ? `${failed} failed` : '',
    totals.acked + totals.running > 0 ? `${totals.acked + totals.running} not ended` : '',
    silent > 0 ? `${silent} silent` : '',
    dead > 0 ? `${dead} dead` : '',
    unexpected > 0 ? `${unexpected} of them not expected` : '',
  ]
  return `${counts.filter(Boolean).join(', ')}.`
}
