import {useStore} from 'zustand'
import {createStore} from 'zustand/vanilla'
import {type DeployJob, isRunning, type JobState} from '../../state/deploy/job.ts'
import {useApp} from '../app-context.ts'
import {useNow} from '../use-now.ts'

/** A job as it is now; the time goes on only while it runs. */
export type ShownJob = {readonly job: DeployJob; readonly state: JobState; readonly now: number}

const none = createStore<JobState | undefined>(() => undefined)

/** Undefined for a job that is not known, as one that somebody has removed. */
export const useJob = (id: string): ShownJob | undefined => {
  const {deploys} = useApp()
  const job = useStore(deploys.store, ({jobs}) => jobs.find(({info}) => info.id === id))
  const state = useStore<typeof none | DeployJob['store'], JobState | undefined>(
    job?.store ?? none,
    all => all,
  )
  const now = useNow(state !== undefined && isRunning(state))
  return job && state && {job, state, now}
}
