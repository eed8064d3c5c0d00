import type {Difference, DifferenceStatus} from '../../state/kv/difference.ts'
import {formatBytes} from '../format.ts'
import {type Column, kindOf} from '../table/column.ts'
import type {Tone} from '../theme.ts'

/** A difference, and whether it is to be copied. */
export type DifferenceRow = Difference & {readonly isMarked: boolean}

const STATUSES: Readonly<Record<DifferenceStatus, {readonly text: string; readonly tone: Tone}>> = {
  added: {text: '+ added', tone: 'good'},
  removed: {text: '- removed', tone: 'bad'},
  changed: {text: '~ changed', tone: 'warn'},
  hidden: {text: '? hidden', tone: 'notice'},
}

/** What a side has of the key; what ACLs hide may be there. */
const sizeOn = (side: 'left' | 'right', row: DifferenceRow): string => {
  const mark = row[side]
  if (mark !== undefined) return formatBytes(mark.bytes)
  return row.status === 'hidden' ? '?' : '·'
}

const sizeColumn = (side: 'left' | 'right'): Column<DifferenceRow> => ({
  id: side,
  title: side.toUpperCase(),
  min: 8,
  align: 'right',
  value: row => sizeOn(side, row),
  tone: row => (row[side] === undefined ? 'dim' : undefined),
  sort: row => row[side]?.bytes,
})

export const COMPARE_COLUMNS: readonly Column<DifferenceRow>[] = [
  {
    id: 'mark',
    title: '',
    min: 1,
    drop: 2,
    value: ({isMarked}) => (isMarked ? '●' : ''),
    tone: () => 'accent',
  },
  {
    id: 'status',
    title: 'STATUS',
    min: 9,
    value: ({status}) => STATUSES[status].text,
    tone: ({status}) => STATUSES[status].tone,
  },
  {id: 'key', title: 'KEY', min: 12, max: 120, comfort: 30, value: ({name}) => name},
  sizeColumn('left'),
  sizeColumn('right'),
  {id: 'what', title: 'DIFFERS IN', min: 10, drop: 1, value: ({what}) => what, tone: () => 'dim'},
]

export const COMPARE_KIND = kindOf<DifferenceRow>({
  columns: COMPARE_COLUMNS,
  idOf: ({name}) => name,
  factsOf: ({name, status, what}) => ({text: [name, what], status: [status]}),
  initialSort: {columnId: '', descending: false},
  copyText: ({name}) => name,
  filterHint: 'text, status:changed (added, removed, hidden), /regex/; ! inverts',
})
