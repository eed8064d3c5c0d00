import type {OutputGroup} from '../../deploy/board/groups.ts'
import {listNames} from '../../deploy/name-list.ts'
import {alignColumns} from '../../terminal/align-columns.ts'
import {printableLine} from '../../terminal/printable.ts'
import {exitWords} from './host-words.ts'

/** What is beyond them is counted only. */
const MOST_ROWS = 10

/** Which hosts have ended alike, the largest group first; nothing where there is nothing to compare. */
export const groupLines = (groups: readonly OutputGroup[]): readonly string[] => {
  const sizes = groups.map(({nodes}) => nodes.length)
  const hosts = sizes.reduce((sum, size) => sum + size, 0)
  const [most = 0] = sizes
  if (hosts < 2) return []
  if (most === 1) return ['No two have ended the same.', ...rowsOf(byExitCode(groups))]
  if (most === hosts) return [`${hosts} the same, output and exit code.`]
  const others = hosts - most
  return [
    `${most} the same, output and exit code; ${others} ${others === 1 ? 'differs' : 'differ'}.`,
    ...rowsOf(groups),
  ]
}

const byExitCode = (groups: readonly OutputGroup[]): readonly OutputGroup[] =>
  [...Map.groupBy(groups, ({exitCode}) => exitCode)]
    .map(([exitCode, some]) => ({
      exitCode,
      nodes: some.flatMap(({nodes}) => nodes),
      isCut: some.some(({isCut}) => isCut),
    }))
    .toSorted((left, right) => right.nodes.length - left.nodes.length)

const rowsOf = (groups: readonly OutputGroup[]): readonly string[] => {
  const rows = groups.slice(0, MOST_ROWS).map(({nodes, exitCode, isCut}) => {
    const end = exitWords(exitCode) + (isCut ? ', output cut' : '')
    return ['', String(nodes.length), end, listNames(nodes)].map(printableLine)
  })
  const beyond = groups.length - rows.length
  return [...alignColumns(rows, [1]), ...(beyond > 0 ? [`  and ${beyond} groups more`] : [])]
}
