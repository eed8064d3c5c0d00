import type {DeployJob} from '../../state/deploy/job.ts'
import {leftBehindOf} from '../../state/deploy/outcome.ts'
import type {Note} from '../../state/dialog.ts'

/** What becomes of the hosts of jobs that are given up now. */
export const leftBehindBy = (jobs: readonly DeployJob[]): readonly Note[] =>
  jobs.flatMap(leftBehindOf).map(text => ({text, tone: 'warn'}))
