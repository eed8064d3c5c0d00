import type {App} from '../../state/app.ts'
import type {Route} from '../../state/navigation.ts'
import type {Action, ActionContext, Keymap} from './action.ts'
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

export const createController = (app: App, actionsOf: (route: Route) => readonly Action[]): Controller => {
  const stack = () => keymapStack(app, actionsOf)
  const screen = () => screenStack(app, actionsOf)
  const screenActions = () => visibleActions(screen())
  const runAction = createRunAction(app, screenActions)
  return {
    dispatch: createDispatch(app, {stack, run: runAction}),
    stack,
    screenStack: screen,
    context: () => ({app, entry: app.navigation.current(), screenActions: screenActions(), runAction}),
  }
}
