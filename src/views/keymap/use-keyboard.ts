import {useInput, usePaste} from 'ink'
import {chordsOf} from './chords.ts'
import type {Dispatch} from './dispatch.ts'

/** The one place that hears the keyboard. */
export const useKeyboard = (dispatch: Dispatch): void => {
  useInput((input, key) => chordsOf(input, key).forEach(dispatch.chord))
  usePaste(dispatch.paste)
}
