import {useStore} from 'zustand'
import {createStore} from 'zustand/vanilla'
import {type DeployJob, isOpen, type JobState} from '../../state/deploy/job.ts'
import {historyQuery} from '../../state/queries/deploys.ts'
import {useApp} from '../app-context.ts'
import {useNow} from '../use-now.ts'
import {useQuery} from '../use-query.ts'

/** A job as it is now; the time goes on only while it runs. */
export type ShownJob = {readonly job: DeployJob; readonly state: JobState; readonly now: number}

const none = createStore<JobState | undefined>(() => undefined)

/** Undefined for a job that is not known, as one that somebody has removed. */
export const useJob = (id: string): ShownJob | undefined => {
  const {deploys} = useApp()
  useStore(deploys.session, ({jobs}) => jobs)
  useQuery(historyQuery)
  const job = deploys.job(id)
  const state = useStore<typeof none | DeployJob['store'], JobState | undefined>(
    job?.store ?? none,
    all => all,
  )
  const now = useNow(state !== undefined && isOpen(state))
  return job && state && {job, state, now}
}
