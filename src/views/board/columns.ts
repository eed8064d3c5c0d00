import {HOST_LOOKS, type HostRow} from '../../state/deploy/host-rows.ts'
import {HOST_SIGNS, signText} from '../deploy/looks.ts'
import {formatElapsed} from '../format.ts'
import {type Column, kindOf} from '../table/column.ts'
import {progressText, stateWord} from './words.ts'

export const BOARD_COLUMNS: readonly Column<HostRow>[] = [
  {
    id: 'state',
    title: 'STATE',
    min: 10,
    value: row => signText(stateWord(row), HOST_SIGNS[row.look]),
    tone: ({look}) => HOST_SIGNS[look].tone,
    sort: ({look}) => HOST_LOOKS.indexOf(look),
  },
  {id: 'node', title: 'NODE', min: 8, max: 40, comfort: 14, value: ({host}) => host.node},
  {
    id: 'wave',
    title: 'WAVE',
    min: 4,
    align: 'right',
    drop: 4,
    value: ({wave}) => (wave === undefined ? '' : String(wave)),
    tone: () => 'dim',
    sort: ({wave}) => wave,
  },
  {
    id: 'progress',
    title: 'PROGRESS',
    min: 6,
    drop: 3,
    value: progressText,
    tone: () => 'accent',
    sort: ({host: {phase}}) => (phase?.total ? (phase.done ?? 0) / phase.total : undefined),
  },
  {
    id: 'time',
    title: 'TIME',
    min: 5,
    align: 'right',
    mostFirst: true,
    value: ({elapsedMs}) => (elapsedMs === undefined ? '' : formatElapsed(elapsedMs)),
    sort: ({elapsedMs}) => elapsedMs,
  },
  {
    id: 'exit',
    title: 'EXIT',
    min: 4,
    align: 'right',
    value: ({host: {exitCode}}) => (exitCode === undefined ? '' : String(exitCode)),
    tone: ({host: {exitCode}}) => (exitCode === 0 ? 'good' : 'bad'),
    sort: ({host: {exitCode}}) => exitCode,
  },
  {
    id: 'line',
    title: 'LAST LINE',
    min: 12,
    max: 400,
    comfort: 16,
    drop: 1,
    value: ({host}) => host.phase?.reason ?? host.lastLine.trim(),
    tone: ({host}) => (host.phase?.reason === undefined ? undefined : 'bad'),
  },
]

export const BOARD_KIND = kindOf<HostRow>({
  columns: BOARD_COLUMNS,
  idOf: ({host}) => host.node,
  factsOf: row => ({
    text: [row.host.node, row.host.lastLine, stateWord(row)],
    node: [row.host.node],
    status: [
      row.look,
      stateWord(row),
      ...(row.host.exitCode === undefined ? [] : [String(row.host.exitCode)]),
    ],
  }),
  initialSort: {columnId: 'state', descending: false},
  copyText: ({host}) => host.node,
  filterHint: 'text, node:, status:failed (silent, dead, running, acked, done), /regex/; ! inverts',
})
