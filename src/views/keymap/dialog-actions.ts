import type {App} from '../../state/app.ts'
import {
  deleteBefore,
  deleteToStart,
  deleteUnder,
  deleteWord,
  type EditLine,
  insert,
  moveBy,
  moveToEnd,
  moveToStart,
} from '../../state/edit-line.ts'
import {printableLine} from '../../terminal/printable.ts'
import type {Action, ActionContext, Keymap} from './action.ts'

/** What is pasted at a prompt must be what was read: no control bytes. */
const commandIn = (app: App): string | undefined => {
  const {command} = app.dialog.store.getState().current ?? {}
  return command === undefined ? undefined : printableLine(command)
}

/** Goes round the answers that there are. */
const turn =
  (step: number) =>
  ({app}: ActionContext): void => {
    const {answer, current} = app.dialog.store.getState()
    const answers = current?.alternative ? ANSWERS : ANSWERS.slice(0, 2)
    app.dialog.choose(answers[(answers.indexOf(answer) + step + answers.length) % answers.length] ?? 'cancel')
  }

const ANSWERS = ['cancel', 'confirm', 'alternative'] as const

/** The question is done with at once; what was confirmed runs by itself, so that the next question can be answered. */
const take = ({app, runAction}: ActionContext): void => {
  const {current} = app.dialog.store.getState()
  const confirmed = app.dialog.close()
  if (confirmed === undefined) {
    current?.safe?.run?.()
    return
  }
  const {confirmLabel, run} = confirmed
  // An id of its own: two answers are two operations, also where they read the same.
  runAction({id: `dialog.confirmed.${crypto.randomUUID()}`, keys: [], title: confirmLabel, run})
}

const cancel = ({app}: ActionContext): void => {
  app.dialog.choose('cancel')
  app.dialog.close()
}

const refuseCopy = ({app}: ActionContext): string | undefined =>
  commandIn(app) === undefined ? 'no single command does this' : undefined

const copyCommand = ({app}: ActionContext): string =>
  app.host.copy(commandIn(app) ?? '') ?? `copied ${commandIn(app)}`

const takeTyped = (context: ActionContext): void => {
  context.app.dialog.takeTyped()
  if (context.app.dialog.store.getState().answer === 'confirm') take(context)
}

const edit = (
  id: string,
  keys: readonly string[],
  title: string,
  change: (line: EditLine) => EditLine,
): Action => ({id, keys, title, run: ({app}) => app.dialog.edit(change)})

/** A question that is answered by typing a name: every letter is a letter. */
export const TYPED_DIALOG_KEYMAP: Keymap = {
  scope: 'dialog',
  traps: true,
  text: {
    type: ({app}, text) => app.dialog.edit(line => insert(line, text)),
    paste: ({app}, text) => app.dialog.edit(line => insert(line, text)),
  },
  actions: [
    {
      id: 'dialog.takeTyped',
      keys: ['enter'],
      title: 'Confirm what was typed',
      hint: 'confirm',
      run: takeTyped,
    },
    {id: 'dialog.cancel', keys: ['escape', 'ctrl+g'], title: 'Cancel', hint: 'cancel', run: cancel},
    edit('dialog.erase', ['backspace', 'ctrl+h'], 'Erase', deleteBefore),
    edit('dialog.delete', ['delete', 'ctrl+d'], 'Erase under the cursor', deleteUnder),
    edit('dialog.deleteWord', ['ctrl+w'], 'Erase a word', deleteWord),
    edit('dialog.deleteToStart', ['ctrl+u'], 'Erase to the start', deleteToStart),
    edit('dialog.left', ['left', 'ctrl+b'], 'Left', line => moveBy(line, -1)),
    edit('dialog.right', ['right', 'ctrl+f'], 'Right', line => moveBy(line, 1)),
    edit('dialog.start', ['home', 'ctrl+a'], 'To the start', moveToStart),
    edit('dialog.end', ['end', 'ctrl+e'], 'To the end', moveToEnd),
    {
      id: 'dialog.copy',
      keys: ['ctrl+y'],
      title: 'Copy the command that does the same',
      hint: 'copy command',
      disabled: refuseCopy,
      run: copyCommand,
    },
    {id: 'dialog.quit', keys: ['ctrl+c'], title: 'Quit', run: ({app}) => app.host.quit()},
  ],
}

/** A question that starts on the safe answer: two different keys are needed to confirm, and no letter is one of them. */
export const DIALOG_KEYMAP: Keymap = {
  scope: 'dialog',
  traps: true,
  actions: [
    {
      id: 'dialog.toggle',
      keys: ['tab', 'right', 'l'],
      title: 'The next answer',
      hint: 'switch',
      run: turn(1),
    },
    {id: 'dialog.previous', keys: ['shift+tab', 'left', 'h'], title: 'The answer before', run: turn(-1)},
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
      run: cancel,
    },
    {
      id: 'dialog.copy',
      keys: ['c'],
      title: 'Copy the command that does the same',
      hint: 'copy command',
      disabled: refuseCopy,
      run: copyCommand,
    },
    {id: 'dialog.quit', keys: ['ctrl+c'], title: 'Quit', run: ({app}) => app.host.quit()},
  ],
}
