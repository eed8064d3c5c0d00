import type {App} from '../../state/app.ts'
import type {Route} from '../../state/navigation.ts'
import type {ActionContext, Keymap, RouteKeys} from './action.ts'
import {createDispatch, type Dispatch} from './dispatch.ts'
import {createRunAction} from './run-action.ts'
import {keymapStack, screenStack} from './stack.ts'
import {visibleActions} from './visible-actions.ts'

/** The keyboard's side of the program: what can be done now, and doing it. */
export type Controller = {
  readonly dispatch: Dispatch
  readonly stack: () => readonly Keymap[]
  readonly screenStack: () => readonly Keymap[]
  readonly context: () => ActionContext
}

export const createController = (app: App, keysOf: (route: Route) => RouteKeys): Controller => {
  const stack = () => keymapStack(app, keysOf)
  const screen = () => screenStack(app, keysOf)
  const screenActions = () => visibleActions(screen())
  const runAction = createRunAction(app, screenActions)
  const context = () => ({app, entry: app.navigation.current(), screenActions: screenActions(), runAction})
  return {
    dispatch: createDispatch(app, {stack, context, run: runAction}),
    stack,
    screenStack: screen,
    context,
  }
}
