import {createStore, type StoreApi} from 'zustand/vanilla'
import {type EditLine, lineOf} from './edit-line.ts'

/** A question before something that cannot be taken back. It starts on the safe answer. */
export type Confirmation = {
  readonly title: string
  /** What it touches, one record a thing, shown as a small table. */
  readonly touches: readonly Readonly<Record<string, string>>[]
  readonly warning?: string
  /** What else there is to know before the answer. */
  readonly notes?: readonly Note[]
  /** What does the same at a shell's prompt. */
  readonly command?: string
  readonly confirmLabel: string
  readonly run: () => Promise<unknown>
  /** Another thing that may be wanted instead. */
  readonly alternative?: {readonly label: string; readonly run: () => Promise<unknown>}
  /** What the safe answer is called, where not Cancel, and what it does, where more than nothing. Esc does nothing. */
  readonly safe?: {readonly label: string; readonly run?: () => void}
  /** What has to be typed to confirm, for what is too large for a key press. */
  readonly typed?: string
}

export type Note = {readonly text: string; readonly tone?: 'warn'}

export type DialogState = {
  readonly current: Confirmation | undefined
  readonly answer: 'cancel' | 'confirm' | 'alternative'
  /** What has been typed so far. */
  readonly line: EditLine
  /** What was typed last was not what was asked for. */
  readonly wrong: boolean
  readonly waiting: readonly Confirmation[]
}

export type DialogStore = {
  readonly store: StoreApi<DialogState>
  /** A question that comes up while another is open waits for its turn: no answer may meet the wrong one. */
  readonly ask: (confirmation: Confirmation) => void
  readonly choose: (answer: DialogState['answer']) => void
  readonly edit: (change: (line: EditLine) => EditLine) => void
  /** Takes what was typed as the answer: yes if it is what was asked for, else none. */
  readonly takeTyped: () => void
  /** Closes the dialog; what is to be done, if that was the answer. */
  readonly close: () => Confirmation | undefined
}

const CLOSED: DialogState = {
  current: undefined,
  answer: 'cancel',
  line: lineOf(''),
  wrong: false,
  waiting: [],
}

export const createDialog = (): DialogStore => {
  const store = createStore<DialogState>(() => CLOSED)
  return {
    store,
    ask: asked =>
      store.setState(({current, waiting}) =>
        current === undefined ? {...CLOSED, current: asked} : {waiting: [...waiting, asked]},
      ),
    choose: answer => store.setState({answer}),
    edit: change => store.setState(({line}) => ({line: change(line), wrong: false})),
    takeTyped: () =>
      store.setState(({current, line}) =>
        isWhatWasAsked(current?.typed, line.text) ? {answer: 'confirm'} : {wrong: true},
      ),
    close: () => {
      const {current, answer, waiting} = store.getState()
      const [next, ...others] = waiting
      store.setState({...CLOSED, current: next, waiting: others})
      if (current === undefined || answer === 'cancel') return undefined
      const {alternative} = current
      if (answer === 'confirm' || alternative === undefined) return current
      return {...current, confirmLabel: alternative.label, run: alternative.run}
    },
  }
}

/** The slash at the end of a folder's name may be left out. */
const isWhatWasAsked = (asked: string | undefined, typed: string): boolean =>
  asked !== undefined && typed !== '' && (typed === asked || `${typed}/` === asked)
