import type {Action, Keymap, TextInput} from './action.ts'

/** What the keys mean now: inner scopes come first and shadow outer ones on the same chord; a trap hides the rest. */
const reachable = (stack: readonly Keymap[]): readonly Keymap[] => {
  const trap = stack.findIndex(({traps}) => traps)
  return trap === -1 ? stack : stack.slice(0, trap + 1)
}

export const findAction = (stack: readonly Keymap[], chord: string): Action | undefined => {
  for (const {actions} of reachable(stack)) {
    const action = actions.find(({keys}) => keys.includes(chord))
    if (action) return action
  }
  return undefined
}

/** Where text goes now: to the innermost scope that takes any. */
export const findText = (stack: readonly Keymap[]): TextInput | undefined =>
  reachable(stack).find(({text}) => text !== undefined)?.text

/** The actions with the chords that really reach them; one whose every chord is shadowed is left out. */
export const visibleActions = (stack: readonly Keymap[]): readonly Action[] => {
  const taken = new Set<string>()
  const seen: Action[] = []
  for (const {actions} of reachable(stack)) {
    for (const action of actions) {
      const keys = action.keys.filter(key => !taken.has(key))
      if (keys.length > 0 || action.keys.length === 0) seen.push({...action, keys})
    }
    for (const {keys} of actions) for (const key of keys) taken.add(key)
  }
  return seen
}
