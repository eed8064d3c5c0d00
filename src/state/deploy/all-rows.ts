import type {PastJob} from '../../deploy/history/list.ts'
import {type DeployJob, isLeft, isOpen} from './job.ts'
import {type JobRow, pastRow} from './job-rows.ts'

/**
 * The rows of this session, `rows[n]` that of `jobs[n]`, and those of the history that are not among them. A deploy that
 * this session has lost hold of is the history's.
 */
export const allRows = (
  jobs: readonly DeployJob[],
  rows: readonly JobRow[],
  past: readonly PastJob[],
): readonly JobRow[] => {
  const kept = new Set(past.map(({id}) => id))
  const isAway = jobs.map(({store}) => {
    const state = store.getState()
    return isLeft(state) && !isOpen(state) && state.keptAs !== undefined && kept.has(state.keptAs)
  })
  const own = new Set(jobs.flatMap(({store}, at) => (isAway[at] ? [] : [store.getState().keptAs])))
  return [...rows.filter((_, at) => !isAway[at]), ...past.filter(({id}) => !own.has(id)).map(pastRow)]
}
