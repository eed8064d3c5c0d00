import type {Flash} from '../flash.ts'
import type {JobState} from './job.ts'
import {countWords, jobRow} from './job-rows.ts'

/** What came of a job that has ended, or why it waits. */
export const jobVerdict = (state: JobState): Flash => {
  const row = jobRow(state)
  const what = shortened(state.info.what)
  const said = `${countWords(row)}: ${what}`
  switch (row.look) {
    case 'done':
      return {level: 'done', text: said}
    case 'halted':
      return {level: 'failed', text: `halted: ${what}`, nextStep: state.course?.halted ?? ''}
    case 'detached':
    case 'stopped':
      return {level: 'refused', text: `${row.look}, ${said}`}
    case 'lost':
      return {level: 'failed', text: `its session has ended, ${said}`}
    default:
      return {level: 'failed', text: said}
  }
}

const MOST = 60

const shortened = (what: string): string => (what.length > MOST ? `${what.slice(0, MOST)}…` : what)
