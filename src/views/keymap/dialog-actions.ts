import type {App} from '../../state/app.ts'
import {printableLine} from '../../terminal/printable.ts'
import type {ActionContext, Keymap} from './action.ts'

/** What is pasted at a prompt must be what was read: no control bytes. */
const commandIn = (app: App): string | undefined => {
  const {command} = app.dialog.store.getState().current ?? {}
  return command === undefined ? undefined : printableLine(command)
}

const toggle = ({app}: ActionContext): void => {
  const {answer} = app.dialog.store.getState()
  app.dialog.choose(answer === 'cancel' ? 'confirm' : 'cancel')
}

/** The question is done with at once; what was confirmed runs by itself, so that the next question can be answered. */
const take = ({app, runAction}: ActionContext): void => {
  const {current} = app.dialog.store.getState()
  const confirmed = app.dialog.close()
  if (confirmed === undefined) {
    current?.instead?.run()
    return
  }
  const {confirmLabel, run} = confirmed
  // An id of its own: two answers are two operations, also where they read the same.
  runAction({id: `dialog.confirmed.${crypto.randomUUID()}`, keys: [], title: confirmLabel, run})
}

/** A question that starts on the safe answer: two different keys are needed to confirm, and no letter is one of them. */
export const DIALOG_KEYMAP: Keymap = {
  scope: 'dialog',
  traps: true,
  actions: [
    {
      id: 'dialog.toggle',
      keys: ['tab', 'left', 'right', 'shift+tab', 'h', 'l'],
      title: 'The other answer',
      hint: 'switch',
      run: toggle,
    },
    {
      id: 'dialog.take',
      keys: ['enter'],
      title: 'Take the marked answer',
      hint: 'take',
      run: take,
    },
    {
      id: 'dialog.cancel',
      keys: ['escape', 'q', 'n'],
      title: 'Cancel',
      hint: 'cancel',
      run: ({app}) => {
        app.dialog.choose('cancel')
        app.dialog.close()
      },
    },
    {
      id: 'dialog.copy',
      keys: ['c'],
      title: 'Copy the command that does the same',
      hint: 'copy command',
      disabled: ({app}) => (commandIn(app) === undefined ? 'no single command does this' : undefined),
      run: ({app}) => app.host.copy(commandIn(app) ?? '') ?? `copied ${commandIn(app)}`,
    },
    {id: 'dialog.quit', keys: ['ctrl+c'], title: 'Quit', run: ({app}) => app.host.quit()},
  ],
}
