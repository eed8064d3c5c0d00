import {transcriptOf} from '../../state/deploy/transcript.ts'
import {printableLines} from '../../terminal/printable.ts'
import type {Action} from '../keymap/action.ts'
import {jobAtHand} from './job-at-hand.ts'

/** What hosts wrote is pasted elsewhere: no control byte goes along. */
export const TRANSCRIPT_ACTION: Action = {
  id: 'job.transcript',
  keys: ['Y'],
  title: 'Copy what was done and what came of it, as Markdown',
  hint: 'transcript',
  disabled: context => (jobAtHand(context) === undefined ? 'no job is at hand' : undefined),
  run: context => {
    const job = jobAtHand(context)
    if (job === undefined) return undefined
    const text = printableLines(transcriptOf(job)).join('\n')
    return context.app.host.copy(text) ?? `copied the transcript of ${job.info.what}`
  },
}
