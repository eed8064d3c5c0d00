import type {App} from '../../state/app.ts'
import type {Route} from '../../state/navigation.ts'
import type {Keymap, RouteKeys} from './action.ts'
import {DIALOG_KEYMAP, TYPED_DIALOG_KEYMAP} from './dialog-actions.ts'
import {GLOBAL_KEYMAP} from './global-actions.ts'
import {HELP_KEYMAP} from './help-actions.ts'
import {PROMPT_KEYMAP} from './prompt-actions.ts'
import {ORDERED_KEYMAP, TABLE_KEYMAP} from './table-actions.ts'

/** The scopes from the innermost out. Derived from what is open, never stored. */
export const screenStack = (app: App, keysOf: (route: Route) => RouteKeys): readonly Keymap[] => {
  const {route, table} = app.navigation.current()
  const {actions, text} = keysOf(route)
  const list = Object.keys(table.kind.sorts).length > 1 ? TABLE_KEYMAP : ORDERED_KEYMAP
  if (text) return [{scope: 'route', traps: true, actions, text}]
  return [{scope: 'route', actions}, list, GLOBAL_KEYMAP]
}

const dialogKeys = (app: App): readonly Keymap[] => {
  const {current} = app.dialog.store.getState()
  if (current === undefined) return []
  return [current.typed === undefined ? DIALOG_KEYMAP : TYPED_DIALOG_KEYMAP]
}

/** The same with what is open above the screen. */
export const keymapStack = (app: App, keysOf: (route: Route) => RouteKeys): readonly Keymap[] => [
  ...(app.prompt.store.getState().current ? [PROMPT_KEYMAP] : []),
  ...dialogKeys(app),
  ...(app.chrome.getState().help ? [HELP_KEYMAP] : []),
  ...screenStack(app, keysOf),
]
