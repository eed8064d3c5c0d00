import {isRunning} from '../../state/deploy/job.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {jobAtHand} from './job-at-hand.ts'
import {leftBehindBy} from './left-behind-notes.ts'

const runningHere = (context: ActionContext) => {
  const job = jobAtHand(context)
  return job && isRunning(job.store.getState()) ? job : undefined
}

/** Asks, for nothing stops a command that runs. What else runs in Lictor is stopped where no job is at hand. */
const detach = (context: ActionContext): void => {
  const {app} = context
  const job = runningHere(context)
  if (job === undefined) {
    app.jobs.cancel()
    return
  }
  app.dialog.ask({
    title: 'Detach? The commands go on.',
    touches: [{command: job.info.what}],
    notes: leftBehindBy([job]),
    confirmLabel: 'Detach',
    safe: {label: 'Stay'},
    run: async () => job.detach(), // the end of the job says so
  })
}

export const DETACH_ACTION: Action = {
  id: 'exec.detach',
  keys: ['ctrl+x'],
  title: 'Detach: stop listening, while the commands go on',
  hint: 'detach',
  disabled: context =>
    runningHere(context) || context.app.jobs.store.getState().current ? undefined : 'it does not run',
  run: detach,
}
