import {createStore, type StoreApi} from 'zustand/vanilla'
import {deleteBefore, type EditLine, insert, lineOf} from './edit-line.ts'

/** A line of input. `onChange` sees every change, `onSubmit` the final text; Esc calls `onCancel`. */
export type Prompt = {
  readonly kind: 'filter' | 'palette' | 'text'
  readonly label: string
  readonly line: EditLine
  /** Shown dim while the line is empty: what may be typed. */
  readonly hint?: string
  /** Shown dim at the end of the line: what Tab does. */
  readonly aside?: string
  /** What Tab makes of the text. */
  readonly complete?: (text: string) => string
  /** What Up (-1) and Down (1) make of the text, where there is anything before or after it. */
  readonly step?: (rows: number, text: string) => string | undefined
  readonly onChange?: (text: string) => void
  readonly onSubmit: (text: string) => void
  readonly onCancel?: () => void
  /** What Ctrl-T switches, where there is something to switch. */
  readonly onToggle?: () => void
}

export type PromptStore = {
  readonly store: StoreApi<{readonly current: Prompt | undefined}>
  readonly open: (prompt: Omit<Prompt, 'line'> & {readonly text?: string}) => void
  readonly edit: (change: (line: EditLine) => EditLine) => void
  /** For what was not known yet when it was opened. */
  readonly update: (changes: Pick<Partial<Prompt>, 'hint' | 'aside' | 'complete'>) => void
  readonly type: (text: string) => void
  readonly complete: () => void
  readonly step: (rows: number) => void
  readonly erase: () => void
  readonly submit: () => void
  readonly cancel: () => void
}

export const createPrompt = (): PromptStore => {
  const store = createStore<{readonly current: Prompt | undefined}>(() => ({current: undefined}))
  const close = (): Prompt | undefined => {
    const {current} = store.getState()
    store.setState({current: undefined})
    return current
  }
  const cancel = (): void => close()?.onCancel?.()
  const edit: PromptStore['edit'] = change => {
    const {current} = store.getState()
    if (!current) return
    const line = change(current.line)
    store.setState({current: {...current, line}})
    if (line.text !== current.line.text) current.onChange?.(line.text)
  }
  return {
    store,
    open: ({text = '', ...prompt}) => store.setState({current: {...prompt, line: lineOf(text)}}),
    edit,
    complete: () => {
      const {complete} = store.getState().current ?? {}
      if (complete) edit(line => lineOf(complete(line.text)))
    },
    update: changes => store.setState(({current}) => ({current: current && {...current, ...changes}})),
    step: rows => {
      const {step} = store.getState().current ?? {}
      if (step) edit(line => lineOf(step(rows, line.text) ?? line.text))
    },
    type: text => edit(line => insert(line, text)),
    erase: () => (store.getState().current?.line.text === '' ? cancel() : edit(deleteBefore)),
    submit: () => {
      const current = close()
      current?.onSubmit(current.line.text)
    },
    cancel,
  }
}
