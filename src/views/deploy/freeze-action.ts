import type {App} from '../../state/app.ts'
import {freezeQuery} from '../../state/queries/deploys.ts'
import type {Action, ActionContext} from '../keymap/action.ts'

/** Asks for the reason that everyone will read, or, where deploys are frozen, whether they may go on. */
const toggle = ({app}: ActionContext): void => {
  const freeze = app.peek(freezeQuery)?.freeze
  if (freeze === undefined) {
    app.prompt.open({
      kind: 'text',
      label: 'Freeze deploys, because: ',
      hint: 'why; everyone sees it, and no Lictor begins a wave until it is lifted',
      onSubmit: reason => askFreeze(app, reason.trim()),
    })
    return
  }
  app.dialog.ask({
    title: 'Lift the freeze, so that deploys go on?',
    touches: [{frozen: freeze.reason}],
    confirmLabel: 'Lift',
    run: async () => {
      const isLifted = await app.deploys.lift(freeze.index)
      if (!isLifted) throw new Error('somebody else has frozen deploys anew meanwhile')
      return 'deploys may go on'
    },
  })
}

const askFreeze = (app: App, reason: string): void =>
  app.dialog.ask({
    title: 'Freeze deploys for everyone?',
    touches: [{reason: reason || '(none)'}],
    notes: [{text: 'Every Lictor halts before its next wave. What hosts have begun goes on.'}],
    confirmLabel: 'Freeze',
    run: async () => {
      const isFrozen = await app.deploys.freeze(reason)
      if (!isFrozen) throw new Error('somebody else has frozen deploys meanwhile')
      return 'deploys are frozen'
    },
  })

export const FREEZE_ACTION: Action = {
  id: 'deploy.freeze',
  keys: ['F'],
  title: 'Freeze deploys, or lift the freeze',
  hint: 'freeze',
  danger: true,
  disabled: ({app}) =>
    app.peek(freezeQuery) === undefined ? 'whether they are frozen is not known yet' : undefined,
  run: toggle,
}
