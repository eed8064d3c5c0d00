import {useMemo} from 'react'
import {useStore} from 'zustand'
import {createStore} from 'zustand/vanilla'
import {type DeployJob, goesOn, type JobState} from '../../state/deploy/job.ts'
import {historyQuery} from '../../state/queries/deploys.ts'
import {useApp} from '../app-context.ts'
import {useNow} from '../use-now.ts'
import {useQuery} from '../use-query.ts'

/** A job as it is now; the time goes on only while something runs. */
export type ShownJob = {readonly job: DeployJob; readonly state: JobState; readonly now: number}

const none = createStore<JobState | undefined>(() => undefined)

/** Undefined for a job that is not known, as one that somebody has removed. */
export const useJob = (id: string): ShownJob | undefined => {
  const {deploys, clock} = useApp()
  const isOwn = useStore(deploys.session, ({jobs}) => jobs.some(({info}) => info.id === id))
  useQuery(context => (isOwn ? undefined : historyQuery(context)))
  const job = deploys.job(id)
  const state = useStore<typeof none | DeployJob['store'], JobState | undefined>(
    job?.store ?? none,
    all => all,
  )
  const isTicking = state !== undefined && goesOn(state)
  const tick = useNow(isTicking)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it stands still until there is news.
  const still = useMemo(() => clock.now(), [clock, state])
  return job && state && {job, state, now: isTicking ? tick : still}
}
