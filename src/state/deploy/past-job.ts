import {createStore} from 'zustand/vanilla'
import {countTotals} from '../../deploy/board/snapshot.ts'
import type {PastJob} from '../../deploy/history/list.ts'
import type {OpenedJob} from '../../deploy/history/open.ts'
import type {KeptRecord} from '../../deploy/history/read.ts'
import type {JobRecord} from '../../deploy/history/record.ts'
import {firedAtOf} from '../../deploy/waves/fired-at.ts'
import type {DeployJob, JobInfo, JobState} from './job.ts'
import {describeDeploy} from './shown-url.ts'

/** A job of the history that is on a screen. */
export type OpenPast = DeployJob & {
  /** As it lies in Consul now; undefined until it is read. */
  readonly kept: () => KeptRecord | undefined
}

/** What the history says of a job. */
export const pastInfo = ({id, record}: PastJob): JobInfo => {
  if (record === undefined) {
    const what = 'an event that no Lictor has fired'
    return {id, kind: 'deploy', what, filters: {}, datacenter: undefined, who: '', startedAtMs: 0}
  }
  const {kind, filters, datacenter, by, startedAtMs} = record
  const what = record.kind === 'exec' ? record.command : describeDeploy(record)
  return {id, kind, what, filters, datacenter, who: by, startedAtMs}
}

/** The job before its board is read. */
const firstState = (past: PastJob): JobState => ({
  info: pastInfo(past),
  hosts: [],
  totals: countTotals([]),
  link: {state: 'connecting'},
  keptAs: past.id,
  ...recorded(past.record),
})

const recorded = (record: JobRecord | undefined): Pick<JobState, 'stage' | 'course' | 'endedAtMs'> => {
  if (record === undefined) return {stage: 'running'}
  const {stage, endedAtMs} = record
  if (record.kind === 'exec') return {stage, endedAtMs}
  const {waves, wave, parts, halted} = record
  return {
    stage: record.stage,
    endedAtMs,
    course: {waves, wave, firedAt: firedAtOf(parts), halted, choices: []},
  }
}

/** Opens a job of the history: its board comes in as it is read, and goes on while whoever began it does. */
export const openPast = (past: PastJob, open: () => Promise<OpenedJob>): OpenPast => {
  const store = createStore<JobState>(() => firstState(past))
  const closing = Promise.withResolvers<void>()
  let opened: OpenedJob | undefined
  let isClosed = false
  const update = (): void => {
    if (opened === undefined) return
    const {hosts, totals, link, firedAtMs} = opened.board.snapshot()
    const record = opened.kept()?.record
    store.setState({hosts, totals, link, firedAtMs, ...(record && recorded(record))})
  }
  void open().then(job => {
    if (isClosed) return job.close()
    opened = job
    job.subscribe(update)
    job.board.subscribe(update)
    update()
  })
  return {
    info: pastInfo(past),
    store,
    output: node => opened?.board.output(node) ?? {text: '', isCut: false},
    kept: () => opened?.kept(),
    detach: () => {
      isClosed = true
      opened?.close()
      closing.resolve()
    },
    ended: closing.promise,
  }
}
