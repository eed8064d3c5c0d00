import type {App} from '../../state/app.ts'
import type {RouteEntry} from '../../state/navigation.ts'
import {leaveDraft} from '../edit/leave.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {openProblem} from './open-problem.ts'

const confirm = async ({app, entry}: ActionContext): Promise<string | undefined> => {
  const {current: draft} = app.draft.store.getState()
  if (!draft) return undefined
  const problem = openProblem(draft)
  if (problem === undefined) return write(app, entry)
  app.draft.change(now => ({...now, accepted: problem}))
  return undefined
}

/** Nothing is lost whatever comes back: a conflict is shown, and an error leaves the draft where it is. */
const write = async (app: App, entry: RouteEntry): Promise<string | undefined> => {
  const sent = app.draft.store.getState().current
  const written = await app.draft.save()
  if (!written || !sent) return undefined
  if (written.kind === 'written') {
    const {value, modifyIndex} = written.entry
    if (app.draft.store.getState().current === undefined) leaveDraft(app)
    return written.ours
      ? `saved ${sent.key}, ${value.length.toLocaleString('en-US')} bytes, index ${modifyIndex}`
      : `nothing was written: ${sent.key} holds just that already, index ${modifyIndex}`
  }
  const what = written.theirs ? 'written' : 'deleted'
  const isHere = app.navigation.current() === entry
  app.flash.show({
    level: 'refused',
    text: isHere
      ? `nothing was written: someone else has ${what} it meanwhile`
      : `${sent.key} was not written: someone else has ${what} it meanwhile; saving it again shows both`,
  })
  // The answer may come after the operator has gone elsewhere: a conflict out of the blue would take their keys.
  if (!isHere) return undefined
  app.navigation.back()
  app.navigation.open({name: 'conflict', path: sent.key})
  return undefined
}

/** The review is the question; Esc goes back to the text. */
export const REVIEW_ACTIONS: readonly Action[] = [
  {
    id: 'review.confirm',
    keys: ['enter'],
    title: 'Write it; with a problem, first see the diff all the same',
    hint: 'write',
    danger: true,
    disabled: ({app}) => (app.draft.store.getState().current ? undefined : 'nothing is being edited'),
    run: confirm,
  },
]
