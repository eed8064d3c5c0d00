import type {PastJob} from '../../deploy/history/list.ts'
import type {DeployJob} from './job.ts'
import {type JobRow, pastRow} from './job-rows.ts'

/** The rows of this session, and those of the history that are not among them. */
export const allRows = (
  jobs: readonly DeployJob[],
  rows: readonly JobRow[],
  past: readonly PastJob[],
): readonly JobRow[] => {
  const own = new Set(jobs.map(({store}) => store.getState().keptAs))
  return [...rows, ...past.filter(({id}) => !own.has(id)).map(pastRow)]
}
