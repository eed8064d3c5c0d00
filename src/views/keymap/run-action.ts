import {isConsulError} from '../../api/errors.ts'
import type {App} from '../../state/app.ts'
import type {Flash} from '../../state/flash.ts'
import type {Action, ActionContext} from './action.ts'

/** Runs actions; the only try/catch around what an operator wants. A second press while one runs is ignored. */
export const createRunAction = (
  app: App,
  screenActions: () => readonly Action[],
): ((action: Action) => void) => {
  const running = new Set<string>()
  const succeed = (said: unknown): void => {
    if (typeof said === 'string') app.flash.show({level: 'done', text: said})
  }
  const fail = (error: unknown): void => app.flash.show(flashOf(error))
  /** What is done at once never counts as running: of keys that arrive in one piece (`jjj`) each has to count. */
  const perform = (action: Action, context: ActionContext): void => {
    try {
      const said = action.run(context)
      if (!(said instanceof Promise)) {
        succeed(said)
        return
      }
      running.add(action.id)
      const stopWaiting = sayWaiting(app, action.title)
      void said.then(succeed, fail).finally(() => {
        running.delete(action.id)
        stopWaiting()
      })
    } catch (error) {
      fail(error)
    }
  }
  const runAction = (action: Action): void => {
    if (running.has(action.id)) return
    const context = {app, entry: app.navigation.current(), screenActions: screenActions(), runAction}
    const reason = refusal(action, context)
    if (reason === undefined) perform(action, context)
    else app.flash.show({level: 'refused', text: `${action.title}: ${reason}`})
  }
  return runAction
}

/** Shorter than this nobody wonders what became of a key. */
const PATIENCE_MS = 500

/** An agent that hangs is given up after ten seconds: until then the screen says what is being waited for. */
const sayWaiting = ({chrome}: App, title: string): (() => void) => {
  const timer = setTimeout(() => chrome.setState({waiting: title}), PATIENCE_MS)
  return () => {
    clearTimeout(timer)
    if (chrome.getState().waiting === title) chrome.setState({waiting: undefined})
  }
}

/** Why an action cannot run now, if so. What holds for every change of the cluster is asked here, once. */
export const refusal = (action: Action, context: ActionContext): string | undefined => {
  const {app} = context
  if (action.danger && app.client.readOnly) return 'Lictor runs with --read-only'
  if (action.danger && [...app.live.links.getState().values()].some(({leaderless}) => leaderless)) {
    return 'no server leads, and Consul refuses writes until one does'
  }
  return action.disabled?.(context)
}

const flashOf = (error: unknown): Flash => {
  if (!isConsulError(error)) {
    return {level: 'failed', text: error instanceof Error ? error.message : String(error)}
  }
  const {message, nextStep} = error
  return {level: 'failed', text: message, ...(nextStep && {nextStep})}
}
