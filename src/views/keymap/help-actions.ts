import type {ActionContext, Keymap} from './action.ts'

const close = ({app}: ActionContext): void => app.chrome.setState({help: false, helpTop: 0})

const scroll =
  (rows: number) =>
  ({app}: ActionContext): void =>
    app.chrome.setState(({helpTop}) => ({helpTop: Math.max(0, helpTop + rows)}))

/** The key help. */
export const HELP_KEYMAP: Keymap = {
  scope: 'help',
  traps: true,
  actions: [
    {
      id: 'help.close',
      keys: ['escape', '?', 'q', 'enter'],
      title: 'Close the help',
      hint: 'close',
      run: close,
    },
    {id: 'help.down', keys: ['j', 'down', 'pageDown', 'space'], title: 'Down', hint: 'down', run: scroll(3)},
    {id: 'help.up', keys: ['k', 'up', 'pageUp'], title: 'Up', hint: 'up', run: scroll(-3)},
    {id: 'help.quit', keys: ['ctrl+c'], title: 'Quit', run: ({app}) => app.host.quit()},
  ],
}
