import {createStore, type StoreApi} from 'zustand/vanilla'
import type {FlashStore} from '../flash.ts'
import {type DeployJob, isOpen, isRunning} from './job.ts'
import {type JobRow, jobRow} from './job-rows.ts'
import {jobVerdict} from './verdict.ts'

/** The newest first. */
export type SessionState = {readonly jobs: readonly DeployJob[]; readonly rows: readonly JobRow[]}

/** What was begun in this session. */
export type SessionJobs = {
  readonly store: StoreApi<SessionState>
  readonly add: (job: DeployJob) => DeployJob
}

/** So many that are over: each holds what its hosts have written. The history has them longer. */
const MOST_OVER = 20

const withoutOld = (jobs: readonly DeployJob[]): readonly DeployJob[] => {
  const over = new Set(jobs.filter(({store}) => !isOpen(store.getState())).slice(MOST_OVER - 1))
  return jobs.filter(job => !over.has(job))
}

/** Keeps the row of each up to date, and says when one has ended or waits for the operator. */
export const createSessionJobs = (flash: FlashStore): SessionJobs => {
  const store = createStore<SessionState>(() => ({jobs: [], rows: []}))
  return {
    store,
    add: job => {
      const row = () => jobRow(job.store.getState())
      store.setState(({jobs}) => {
        const kept = [job, ...withoutOld(jobs)]
        return {jobs: kept, rows: kept.map(each => jobRow(each.store.getState()))}
      })
      let wasRunning = true
      const tell = (): void => {
        const state = job.store.getState()
        store.setState(({jobs, rows}) => ({rows: rows.map((each, at) => (jobs[at] === job ? row() : each))}))
        if (wasRunning && !isRunning(state)) flash.show(jobVerdict(state))
        wasRunning = isRunning(state)
      }
      job.store.subscribe(tell)
      if (!isRunning(job.store.getState())) tell() // a quick one
      return job
    },
  }
}
