import type {App} from '../../state/app.ts'
import type {RouteEntry} from '../../state/navigation.ts'

/** What an action is given: the program, and the screen it was asked on. */
export type ActionContext = {
  readonly app: App
  readonly entry: RouteEntry
  /** What can be done on this screen, whatever is open above it. */
  readonly screenActions: readonly Action[]
  readonly runAction: (action: Action) => void
}

/**
 * Something an operator can do. One record, read by the dispatcher, the footer, the key help, the palette and the
 * README's key table.
 */
export type Action = {
  /** Stable: tests and documents name it. */
  readonly id: string
  /** Chords that run it: `j`, `ctrl+d`, `shift+tab`. The first is the one shown. */
  readonly keys: readonly string[]
  /** For the help and the palette: `Open the instances`. */
  readonly title: string
  /** For the footer: one or two words. Without it the action is not in the footer. */
  readonly hint?: string
  /** Changes the cluster: refused by `--read-only`, and always asked about first. */
  readonly danger?: true
  /** Why it cannot be done now, in the operator's words. */
  readonly disabled?: (context: ActionContext) => string | undefined
  /** A returned sentence says what was done. */
  readonly run: (context: ActionContext) => unknown
}

export type Scope = 'global' | 'table' | 'route' | 'dialog' | 'help' | 'prompt'

/** Where what is typed and pasted goes: a chord that means nothing else is text. */
export type TextInput = {
  readonly type: (context: ActionContext, text: string) => void
  readonly paste: (context: ActionContext, text: string) => void
}

/** The actions of one scope. A trap hides all scopes below it. */
export type Keymap = {
  readonly scope: Scope
  readonly traps?: true
  readonly actions: readonly Action[]
  readonly text?: TextInput
}

/** The keys of a route. One that takes text is a trap: there every letter is a letter. */
export type RouteKeys = {readonly actions: readonly Action[]; readonly text?: TextInput}
