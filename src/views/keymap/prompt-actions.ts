import {
  deleteToStart,
  deleteUnder,
  deleteWord,
  type EditLine,
  moveBy,
  moveToEnd,
  moveToStart,
} from '../../state/edit-line.ts'
import type {Action, ActionContext, Keymap} from './action.ts'
import {markedIndex, matchingCommands, paletteCommands} from './palette-commands.ts'

const edit = (
  id: string,
  keys: readonly string[],
  title: string,
  change: (line: EditLine) => EditLine,
): Action => ({
  id,
  keys,
  title,
  run: ({app}) => app.prompt.edit(change),
})

const movePalette = (id: string, keys: readonly string[], title: string, rows: number): Action => ({
  id,
  keys,
  title,
  run: context => moveMark(context, rows),
})

const moveMark = (context: ActionContext, rows: number): void => {
  const {app} = context
  const {current} = app.prompt.store.getState()
  if (current?.kind !== 'palette') {
    app.prompt.step(rows)
    return
  }
  const matches = matchingCommands(paletteCommands(context), current.line.text)
  const index = markedIndex(matches, app.chrome.getState().paletteMarked) + rows
  const next = matches[Math.max(0, Math.min(matches.length - 1, index))]
  app.chrome.setState({paletteMarked: next?.name})
}

const complete = (context: ActionContext): void => {
  const {prompt} = context.app
  if (prompt.store.getState().current?.complete) prompt.complete()
  else moveMark(context, 1)
}

/** A line of input: readline's keys. Any other printable key is text. */
export const PROMPT_KEYMAP: Keymap = {
  scope: 'prompt',
  traps: true,
  text: {type: ({app}, text) => app.prompt.type(text), paste: ({app}, text) => app.prompt.type(text)},
  actions: [
    {
      id: 'prompt.submit',
      keys: ['enter'],
      title: 'Take it',
      hint: 'take',
      run: ({app}) => app.prompt.submit(),
    },
    {
      id: 'prompt.cancel',
      keys: ['escape', 'ctrl+g'],
      title: 'Leave',
      hint: 'leave',
      run: ({app}) => app.prompt.cancel(),
    },
    {id: 'prompt.erase', keys: ['backspace', 'ctrl+h'], title: 'Erase', run: ({app}) => app.prompt.erase()},
    edit('prompt.delete', ['delete', 'ctrl+d'], 'Erase under the cursor', deleteUnder),
    edit('prompt.deleteWord', ['ctrl+w'], 'Erase a word', deleteWord),
    edit('prompt.deleteToStart', ['ctrl+u'], 'Erase to the start', deleteToStart),
    edit('prompt.left', ['left', 'ctrl+b'], 'Left', line => moveBy(line, -1)),
    edit('prompt.right', ['right', 'ctrl+f'], 'Right', line => moveBy(line, 1)),
    edit('prompt.start', ['home', 'ctrl+a'], 'To the start', moveToStart),
    edit('prompt.end', ['end', 'ctrl+e'], 'To the end', moveToEnd),
    movePalette('prompt.up', ['up', 'ctrl+p'], 'Up in the list, or what was asked before', -1),
    movePalette('prompt.down', ['down', 'ctrl+n'], 'Down in the list, or what was asked after', 1),
    {id: 'prompt.complete', keys: ['tab'], title: 'Complete, or down in the list', run: complete},
    {
      id: 'prompt.toggle',
      keys: ['ctrl+t'],
      title: 'Keys, or keys and values, in a search',
      disabled: ({app}) =>
        app.prompt.store.getState().current?.onToggle ? undefined : 'there is nothing to switch here',
      run: ({app}) => app.prompt.store.getState().current?.onToggle?.(),
    },
    {id: 'prompt.quit', keys: ['ctrl+c'], title: 'Quit', run: ({app}) => app.host.quit()},
  ],
}
