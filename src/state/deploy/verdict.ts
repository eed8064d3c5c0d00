import type {Flash} from '../flash.ts'
import type {JobState} from './job.ts'
import {countWords, jobRow} from './job-rows.ts'

/** What came of a job that has ended. */
export const jobVerdict = (state: JobState): Flash => {
  const row = jobRow(state)
  const said = countWords(row)
  const what = shortened(state.info.what)
  switch (row.look) {
    case 'done':
      return {level: 'done', text: `${said}: ${what}`}
    case 'detached':
      return {level: 'refused', text: `detached, ${said}: ${what}`}
    case 'lost':
      return {level: 'failed', text: `its session has ended, ${said}: ${what}`}
    default:
      return {level: 'failed', text: `${said}: ${what}`}
  }
}

const MOST = 60

const shortened = (what: string): string => (what.length > MOST ? `${what.slice(0, MOST)}…` : what)
