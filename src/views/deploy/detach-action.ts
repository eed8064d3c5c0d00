import type {DeployJob} from '../../state/deploy/job.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {jobAtHand} from './job-at-hand.ts'
import {leftBehindBy} from './left-behind-notes.ts'

/** One of this session; what others have begun is theirs. */
const openHere = (context: ActionContext): DeployJob | undefined => {
  const job = jobAtHand(context)
  return context.app.deploys.open().find(open => open === job)
}

/** Asks, for nothing stops a command that runs. What else runs in Lictor is stopped where no job is at hand. */
const detach = (context: ActionContext): void => {
  const {app} = context
  const job = openHere(context)
  if (job === undefined) {
    app.jobs.cancel()
    return
  }
  const isExec = job.info.kind === 'exec'
  app.dialog.ask({
    title: isExec ? 'Detach? The commands go on.' : 'Let go of this deploy?',
    touches: [{[isExec ? 'command' : 'deploy']: job.info.what}],
    notes: leftBehindBy([job]),
    confirmLabel: isExec ? 'Detach' : 'Let go',
    safe: {label: 'Stay'},
    run: async () => job.detach(), // the end of the job says so
  })
}

export const DETACH_ACTION: Action = {
  id: 'deploy.detach',
  keys: ['ctrl+x'],
  title: 'Detach: stop listening, while hosts go on',
  hint: 'detach',
  disabled: context =>
    openHere(context) || context.app.jobs.store.getState().current ? undefined : 'nothing is running here',
  run: detach,
}
