import {createStore, type StoreApi} from 'zustand/vanilla'
import type {Clock} from '../api/clock.ts'
import {createCoalesce} from '../api/coalesce.ts'

/** How far something is: `done` of `total` things, which are called `unit`: keys, bytes. */
export type Progress = {readonly done: number; readonly total?: number; readonly unit: string}

/** What runs now. */
export type Job = {
  readonly title: string
  readonly progress: Progress | undefined
  /** The operator has asked it to stop. */
  readonly stopping: boolean
}

export type JobControl = {
  /** Aborted once the operator wants it to stop; what is done stays done, and the work says how much that was. */
  readonly signal: AbortSignal
  readonly report: (progress: Progress) => void
}

/** Work that takes longer than a moment: one at a time, seen on every screen, stopped by the operator. */
export type Jobs = {
  readonly store: StoreApi<{readonly current: Job | undefined}>
  /** Resolves to what the work resolves to. @throws Error while another job runs. */
  readonly run: <T>(title: string, work: (control: JobControl) => Promise<T>) => Promise<T>
  /** Asks the one that runs to stop. */
  readonly cancel: () => void
}

const PUBLISH_MS = 100

export const createJobs = (clock: Clock): Jobs => {
  const store = createStore<{readonly current: Job | undefined}>(() => ({current: undefined}))
  let controller: AbortController | undefined
  const change = (changes: Partial<Job>): void =>
    store.setState(({current}) => ({current: current && {...current, ...changes}}))
  return {
    store,
    run: async (title, work) => {
      if (controller) throw new Error(`${store.getState().current?.title} is still running: Ctrl-X stops it`)
      const own = new AbortController()
      controller = own
      store.setState({current: {title, progress: undefined, stopping: false}})
      const progress = createCoalesce<Progress>(progress => change({progress}), PUBLISH_MS, clock)
      try {
        return await work({signal: own.signal, report: progress.push})
      } finally {
        progress.flush()
        controller = undefined
        store.setState({current: undefined})
      }
    },
    cancel: () => {
      change({stopping: true})
      controller?.abort()
    },
  }
}
