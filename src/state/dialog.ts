import {createStore, type StoreApi} from 'zustand/vanilla'

/** A question before something that cannot be taken back. It starts on the safe answer. */
export type Confirmation = {
  readonly title: string
  /** What it touches, one record a thing, shown as a small table. */
  readonly touches: readonly Readonly<Record<string, string>>[]
  readonly warning?: string
  /** What does the same at a shell's prompt. */
  readonly command?: string
  readonly confirmLabel: string
  /** What the safe answer does, where that is more than to do nothing. Esc does nothing all the same. */
  readonly instead?: {readonly label: string; readonly run: () => void}
  readonly run: () => Promise<unknown>
}

export type DialogState = {readonly current: Confirmation | undefined; readonly answer: 'cancel' | 'confirm'}

export type DialogStore = {
  readonly store: StoreApi<DialogState>
  readonly ask: (confirmation: Confirmation) => void
  readonly choose: (answer: DialogState['answer']) => void
  /** Closes the dialog; the confirmation if that was the answer. */
  readonly close: () => Confirmation | undefined
}

export const createDialog = (): DialogStore => {
  const store = createStore<DialogState>(() => ({current: undefined, answer: 'cancel'}))
  return {
    store,
    ask: current => store.setState({current, answer: 'cancel'}),
    choose: answer => store.setState({answer}),
    close: () => {
      const {current, answer} = store.getState()
      store.setState({current: undefined, answer: 'cancel'})
      return answer === 'confirm' ? current : undefined
    },
  }
}
