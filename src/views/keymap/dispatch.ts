import type {App} from '../../state/app.ts'
import type {Action, Keymap} from './action.ts'
import {findAction} from './visible-actions.ts'

/** Turns chords into actions, in the scopes as they are at that moment. */
export type Dispatch = {
  readonly chord: (chord: string) => void
  readonly paste: (text: string) => void
}

export const createDispatch = (
  app: App,
  {stack, run}: {readonly stack: () => readonly Keymap[]; readonly run: (action: Action) => void},
): Dispatch => ({
  chord: chord => {
    const action = findAction(stack(), chord)
    if (action) {
      app.flash.clear()
      run(action)
    } else if (app.prompt.store.getState().current) typeInto(app, chord)
  },
  paste: text => {
    if (app.prompt.store.getState().current) app.prompt.type(text)
  },
})

/** In a prompt every chord that means nothing else is text. */
const typeInto = (app: App, chord: string): void => {
  if (chord === 'space') app.prompt.type(' ')
  else if (Array.from(chord).length === 1) app.prompt.type(chord)
}
