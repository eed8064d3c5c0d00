import {formatFilters} from '../../state/deploy/filter-text.ts'
import type {JobRow} from '../../state/deploy/job-rows.ts'
import {formatMoment} from '../format.ts'
import {type Column, kindOf} from '../table/column.ts'
import {JOB_SIGNS, signText} from './looks.ts'

/** A job as it is listed, and whether it is to be compared. */
export type ListedJob = JobRow & {readonly isMarked: boolean; readonly moment: string}

const tally = (
  id: 'done' | 'failed' | 'silent',
  title: string,
  tone: 'good' | 'bad',
  drop?: number,
): Column<ListedJob> => ({
  id,
  title,
  min: 4,
  align: 'right',
  mostFirst: true,
  ...(drop !== undefined && {drop}),
  value: row => (row[id] === 0 ? '·' : String(row[id])),
  tone: row => (row[id] ? tone : 'dim'),
  sort: row => row[id],
})

export const DEPLOY_COLUMNS: readonly Column<ListedJob>[] = [
  {
    id: 'mark',
    title: '',
    min: 1,
    drop: 1,
    value: ({isMarked}) => (isMarked ? '●' : ''),
    tone: () => 'accent',
  },
  {
    id: 'state',
    title: 'STATE',
    min: 10,
    value: ({look}) => signText(look, JOB_SIGNS[look]),
    tone: ({look}) => JOB_SIGNS[look].tone,
  },
  {id: 'kind', title: 'KIND', min: 6, drop: 5, value: ({info}) => info.kind, tone: () => 'dim'},
  {id: 'what', title: 'WHAT', min: 12, max: 80, comfort: 18, value: ({info}) => info.what},
  {
    id: 'filters',
    title: 'ON',
    min: 8,
    max: 40,
    comfort: 10,
    drop: 4,
    value: ({look, info}) => (look === 'unknown' ? '' : formatFilters(info.filters) || 'every node'),
    tone: () => 'accent',
  },
  tally('done', 'DONE', 'good'),
  tally('failed', 'FAIL', 'bad'),
  tally('silent', 'SILENT', 'bad', 2),
  {
    id: 'expected',
    title: 'OF',
    min: 4,
    align: 'right',
    mostFirst: true,
    value: ({look, expected}) => (look === 'unknown' ? '…' : String(expected)),
    sort: ({expected}) => expected,
  },
  {
    id: 'when',
    title: 'WHEN',
    min: 8,
    mostFirst: true,
    value: ({moment}) => moment,
    sort: ({info}) => info.startedAtMs,
  },
  {
    id: 'who',
    title: 'WHO',
    min: 6,
    max: 32,
    comfort: 8,
    drop: 6,
    value: ({info}) => info.who,
    tone: () => 'dim',
  },
]

/** The same object for the same row, so that only what has changed is drawn again. */
export const createListedJobs = (): ((
  rows: readonly JobRow[],
  marks: ReadonlySet<string>,
  now: number,
) => readonly ListedJob[]) => {
  const known = new WeakMap<JobRow, ListedJob>()
  return (rows, marks, now) =>
    rows.map(row => {
      const isMarked = marks.has(row.info.id)
      const before = known.get(row)
      if (before?.isMarked === isMarked) return before
      const {startedAtMs} = row.info
      const moment = startedAtMs === 0 ? '' : formatMoment(startedAtMs, now)
      const listed = {...row, isMarked, moment}
      known.set(row, listed)
      return listed
    })
}

export const DEPLOY_KIND = kindOf<ListedJob>({
  columns: DEPLOY_COLUMNS,
  idOf: ({info}) => info.id,
  factsOf: ({info, look}) => ({
    text: [info.what, info.kind, info.who, formatFilters(info.filters)],
    status: [look],
  }),
  initialSort: {columnId: 'when', descending: true},
  copyText: ({info}) => info.what,
  filterHint: 'text, status:failed (running, done, silent, detached, lost), /regex/; ! inverts',
})
