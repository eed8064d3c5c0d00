import {
  type Conflict,
  choose,
  chooseAll,
  chooseFlags,
  chooseWhole,
  type Merged,
  resultOf,
  undecidedIn,
} from '../../state/kv/conflict.ts'
import {rebased} from '../../state/kv/draft.ts'
import {contentOfEntry, differs} from '../../state/kv/draft-content.ts'
import type {Choice} from '../../state/text/merge.ts'
import {showReview} from '../edit/edit-outside.ts'
import {endDraft} from '../edit/leave.ts'
import {count} from '../format.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {conflictAt, rowOfConflict} from './merge-lines.ts'

const conflictIn = ({app}: ActionContext): Conflict | undefined =>
  app.draft.store.getState().current?.conflict

const decide = ({app}: ActionContext, change: (conflict: Conflict) => Conflict): void =>
  app.draft.change(draft => (draft.conflict ? {...draft, conflict: change(draft.conflict)} : draft))

/** Decides the conflict under the cursor, or the next below it, and goes on to the next one that is open. */
const take = (context: ActionContext, choice: Choice): string | undefined => {
  const before = conflictIn(context)
  if (!before) return undefined
  if (before.whole)
    return `the whole of ${before.whole} is taken: ${before.whole === 'mine' ? 'w' : 'W'} goes back to the merge`
  const at = conflictAt(before, context.entry.table.store.getState().cursorId)
  if (at === undefined) return 'there is no conflict to decide: Enter goes on'
  if (at === 'flags') {
    if (choice === 'mine' || choice === 'theirs') decide(context, conflict => chooseFlags(conflict, choice))
    else return 'flags are one number: m takes mine, t theirs'
  } else decide(context, conflict => choose(conflict, at, choice))
  go(context, 1, true)
  return undefined
}

/** To the next conflict, or the previous; `open`: only to one that is still to be decided. */
const go = (context: ActionContext, step: 1 | -1, open = false): void => {
  const conflict = conflictIn(context)
  const {table} = context.entry
  const row = conflict && rowOfConflict(conflict, table.store.getState().cursorId, step, open)
  if (row !== undefined) table.select(row)
}

const apply = async (context: ActionContext, next: 'review' | 'edit'): Promise<string | undefined> => {
  const {app} = context
  const {current: draft} = app.draft.store.getState()
  if (!draft?.conflict) return undefined
  const {conflict} = draft
  const left = undecidedIn(conflict)
  if (left > 0) {
    app.flash.show({level: 'refused', text: `${count(left, 'conflict')} still to be decided: n goes there`})
    return undefined
  }
  const result = resultOf(conflict, draft)
  // Theirs stands, a deletion perhaps, and there is nothing to write.
  if (result === undefined || (next === 'review' && isTheirs(conflict, result))) {
    endDraft(app)
    return undefined
  }
  app.draft.change(now => rebased(now, conflict.theirs, result))
  app.navigation.back()
  if (app.navigation.current().route.name !== 'edit') app.navigation.open({name: 'edit', path: draft.key})
  if (next === 'edit') return 'merged: Ctrl-S shows what it changes of theirs'
  await showReview(app)
  return undefined
}

const isTheirs = ({theirs}: Conflict, {content, flags}: Merged): boolean =>
  theirs?.flags === flags && !differs(content, contentOfEntry(theirs))

const taking = (id: string, key: string, title: string, hint: string, choice: Choice): Action => ({
  id,
  keys: [key],
  title,
  hint,
  run: context => take(context, choice),
})

/** Three versions of a value, and what becomes of them. Nothing is written here: the review comes after. */
export const CONFLICT_ACTIONS: readonly Action[] = [
  {
    id: 'conflict.review',
    keys: ['enter'],
    title: 'Review the merged value against theirs',
    hint: 'review',
    run: context => apply(context, 'review'),
  },
  {id: 'conflict.next', keys: ['n'], title: 'Next conflict', hint: 'next', run: context => go(context, 1)},
  {id: 'conflict.previous', keys: ['p'], title: 'Previous conflict', run: context => go(context, -1)},
  taking('conflict.mine', 'm', 'Take mine here', 'mine', 'mine'),
  taking('conflict.theirs', 't', 'Take theirs here', 'theirs', 'theirs'),
  taking('conflict.both', 'b', 'Take both here, mine first', 'both', 'both'),
  taking('conflict.base', 'B', 'Take what was there before both', 'base', 'base'),
  {
    id: 'conflict.allMine',
    keys: ['M'],
    title: 'Take mine in every conflict',
    run: context => decide(context, conflict => chooseAll(conflict, 'mine')),
  },
  {
    id: 'conflict.allTheirs',
    keys: ['T'],
    title: 'Take theirs in every conflict',
    run: context => decide(context, conflict => chooseAll(conflict, 'theirs')),
  },
  {
    id: 'conflict.wholeMine',
    keys: ['w'],
    title: 'Take the whole of mine, and nothing of theirs',
    hint: 'all of mine',
    run: context => decide(context, conflict => chooseWhole(conflict, 'mine')),
  },
  {
    id: 'conflict.wholeTheirs',
    keys: ['W'],
    title: 'Take the whole of theirs, and nothing of mine',
    hint: 'all of theirs',
    run: context => decide(context, conflict => chooseWhole(conflict, 'theirs')),
  },
  {
    id: 'conflict.edit',
    keys: ['e'],
    title: 'Edit the merged value',
    hint: 'edit',
    run: context => apply(context, 'edit'),
  },
]
