import {endOfFragment, joinFragments, type Lines, lineAt, type Position, samePosition} from './lines.ts'

/** One replacement: at `at`, `removed` was taken out and `inserted` put in. As fragments, so that going back is exact. */
export type Change = {readonly at: Position; readonly removed: Lines; readonly inserted: Lines}

/** Where the cursor stood, and the other end of the selection. */
export type Selection = {readonly cursor: Position; readonly anchor: Position | undefined}

/** What was done: only typing is joined with typing, and erasing with erasing of the same direction. */
export type ChangeKind = 'type' | 'erase-back' | 'erase-on' | 'other'

/** What one undo takes back. */
export type Step = {
  readonly kind: ChangeKind
  readonly change: Change
  readonly before: Selection
  readonly after: Selection
}

/** Linked, so that a key press costs the same whatever came before. */
export type Past = {readonly step: Step; readonly earlier: Past | undefined}
type Future = {readonly undone: Past; readonly later: Future | undefined}

/** `open`: the newest step still takes in the next change that continues it. */
export type History = {
  readonly past: Past | undefined
  readonly future: Future | undefined
  readonly open: boolean
}

export const NO_HISTORY: History = {past: undefined, future: undefined, open: false}

/** The next change begins a step of its own. */
export const sealed = (history: History): History => (history.open ? {...history, open: false} : history)

/** Takes in a step: into the newest one where it only goes on with it, else as a new one. What was undone is gone. */
export const recorded = (history: History, step: Step): History => {
  const {past, open} = history
  const joined = open && past ? joinSteps(past.step, step) : undefined
  const earlier = joined ? past?.earlier : past
  return {past: {step: joined ?? step, earlier}, future: undefined, open: step.kind !== 'other'}
}

const joinSteps = (older: Step, newer: Step): Step | undefined => {
  if (older.kind !== newer.kind) return undefined
  const change = joinChanges(newer.kind, older.change, newer.change)
  return change && {...newer, change, before: older.before}
}

const joinChanges = (kind: ChangeKind, older: Change, newer: Change): Change | undefined => {
  if (kind === 'type') {
    const goesOn = samePosition(endOfFragment(older.at, older.inserted), newer.at)
    if (!goesOn || !isEmpty(newer.removed) || startsWord(older.inserted, newer.inserted)) return undefined
    return {...older, inserted: joinFragments(older.inserted, newer.inserted)}
  }
  if (kind === 'erase-back' && samePosition(endOfFragment(newer.at, newer.removed), older.at)) {
    return {...newer, removed: joinFragments(newer.removed, older.removed)}
  }
  if (kind === 'erase-on' && samePosition(newer.at, older.at)) {
    return {...older, removed: joinFragments(older.removed, newer.removed)}
  }
  return undefined
}

const isEmpty = (fragment: Lines): boolean => fragment.length === 1 && lineAt(fragment, 0).text === ''

/** A word after a blank is undone by itself. */
const startsWord = (older: Lines, newer: Lines): boolean =>
  /\s$/.test(lineAt(older, older.length - 1).text.slice(-1)) && /^\S/.test(lineAt(newer, 0).text)
