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
  const perform = async (action: Action, context: ActionContext): Promise<void> => {
    running.add(action.id)
    try {
      const said = await action.run(context)
      if (typeof said === 'string') app.flash.show({level: 'done', text: said})
    } catch (error) {
      app.flash.show(flashOf(error))
    } finally {
      running.delete(action.id)
    }
  }
  const runAction = (action: Action): void => {
    if (running.has(action.id)) return
    const context = {app, entry: app.navigation.current(), screenActions: screenActions(), runAction}
    const reason = refusal(action, context)
    if (reason === undefined) void perform(action, context)
    else app.flash.show({level: 'refused', text: `${action.title}: ${reason}`})
  }
  return runAction
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
