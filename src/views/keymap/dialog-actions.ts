import type {ActionContext, Keymap} from './action.ts'

const toggle = ({app}: ActionContext): void => {
  const {answer} = app.dialog.store.getState()
  app.dialog.choose(answer === 'cancel' ? 'confirm' : 'cancel')
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
      run: ({app}) => app.dialog.close()?.run(),
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
    {id: 'dialog.quit', keys: ['ctrl+c'], title: 'Quit', run: ({app}) => app.host.quit()},
  ],
}
