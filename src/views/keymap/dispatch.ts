import type {App} from '../../state/app.ts'
import type {Action, ActionContext, Keymap} from './action.ts'
import {findAction, findText} from './visible-actions.ts'

/** Turns chords into actions or text, in the scopes as they are at that moment. */
export type Dispatch = {
  readonly chord: (chord: string) => void
  readonly paste: (text: string) => void
}

type Parts = {
  readonly stack: () => readonly Keymap[]
  readonly context: () => ActionContext
  readonly run: (action: Action) => void
}

export const createDispatch = (app: App, {stack, context, run}: Parts): Dispatch => ({
  chord: chord => {
    const action = findAction(stack(), chord)
    if (action) {
      app.flash.clear()
      run(action)
      return
    }
    const text = textOf(chord)
    if (text !== undefined) findText(stack())?.type(context(), text)
  },
  paste: text => findText(stack())?.paste(context(), text),
})

/** What a chord types, where it means nothing else. */
const textOf = (chord: string): string | undefined => {
  if (chord === 'space') return ' '
  return Array.from(chord).length === 1 ? chord : undefined
}
