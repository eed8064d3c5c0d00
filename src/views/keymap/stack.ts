import type {App} from '../../state/app.ts'
import type {Route} from '../../state/navigation.ts'
import type {Keymap, RouteKeys} from './action.ts'
import {DIALOG_KEYMAP} from './dialog-actions.ts'
import {GLOBAL_KEYMAP} from './global-actions.ts'
import {HELP_KEYMAP} from './help-actions.ts'
import {PROMPT_KEYMAP} from './prompt-actions.ts'
import {TABLE_KEYMAP, unsorted} from './table-actions.ts'

const UNSORTED_KEYMAP = unsorted(TABLE_KEYMAP)

/** The scopes from the innermost out. Derived from what is open, never stored. */
export const screenStack = (app: App, keysOf: (route: Route) => RouteKeys): readonly Keymap[] => {
  const {route, table} = app.navigation.current()
  const {actions, text} = keysOf(route)
  const isSorted = Object.keys(table.kind.sorts).length > 0
  return [
    {scope: 'route', actions, ...(text && {traps: true, text})},
    isSorted ? TABLE_KEYMAP : UNSORTED_KEYMAP,
    GLOBAL_KEYMAP,
  ]
}

/** The same with what is open above the screen. */
export const keymapStack = (app: App, keysOf: (route: Route) => RouteKeys): readonly Keymap[] => [
  ...(app.prompt.store.getState().current ? [PROMPT_KEYMAP] : []),
  ...(app.dialog.store.getState().current ? [DIALOG_KEYMAP] : []),
  ...(app.chrome.getState().help ? [HELP_KEYMAP] : []),
  ...screenStack(app, keysOf),
]
