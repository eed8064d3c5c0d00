import type {KvEntry} from '../../api/kv-entry.ts'
import type {Lines} from '../text/lines.ts'
import type {SyntaxCheck} from '../text/syntax-problem.ts'
import {type ValueKind, valueKindOf} from '../text/value-kind.ts'
import type {Conflict} from './conflict.ts'
import {bytesOf, type Content, contentOfEntry, differs, isText, replaced, sizeOf} from './draft-content.ts'
import {type Editor, NEW_EDITOR} from './editor.ts'
import type {Where} from './where.ts'

/** What somebody else made of the key meanwhile; no entry: it was deleted. Seen at, in ms since the epoch. */
export type Sighting = {readonly entry: KvEntry | undefined; readonly at: number}

/** A key being edited. */
export type Draft = {
  /** No two drafts of a run have the same. */
  readonly id: number
  readonly key: string
  /** As it was when the draft was opened, whatever the screen shows later. */
  readonly where: Where
  /** In ms since the epoch: when `base` was read. */
  readonly openedAt: number
  /** What a save replaces; undefined where the key is to be made. */
  readonly base: KvEntry | undefined
  /** What `base` holds. */
  readonly opened: Content
  readonly content: Content
  readonly flags: bigint
  readonly kind: ValueKind
  /** The newest check, and the text that it was of. */
  readonly check: {readonly of: Lines; readonly result: SyntaxCheck} | undefined
  /** The problem that the operator has seen and saves all the same. */
  readonly accepted: SyntaxCheck | undefined
  readonly theirs: Sighting | undefined
  readonly conflict: Conflict | undefined
  /** A write is under way. */
  readonly saving: boolean
  readonly editor: Editor
}

export type DraftStart = {
  readonly key: string
  readonly where: Where
  readonly base: KvEntry | undefined
  /** What it begins with, where that is not what `base` holds. */
  readonly content?: Content
}

export const draftOf = ({key, where, base, content}: DraftStart, id: number, openedAt: number): Draft => {
  const opened = contentOfEntry(base)
  return {
    id,
    key,
    where,
    openedAt,
    base,
    opened,
    content: content ?? opened,
    flags: base?.flags ?? 0n,
    kind: valueKindOf(key, base?.value ?? bytesOf(content ?? opened)),
    check: undefined,
    accepted: undefined,
    theirs: undefined,
    conflict: undefined,
    saving: false,
    editor: NEW_EDITOR,
  }
}

/** Whether something would be lost without it. */
export const isUnsaved = ({content, opened, flags, base}: Draft): boolean =>
  flags !== (base?.flags ?? 0n) || differs(content, opened)

/** Whether a save has something to do: a key that is not there yet is made even without a value. */
export const hasChange = (draft: Draft): boolean => draft.base === undefined || isUnsaved(draft)

/** What was empty is what it looks like by now; else broken JSON would be a text that nothing is wrong with. */
export const kindNow = ({key, kind, opened, content}: Draft): ValueKind =>
  sizeOf(opened) === 0 || !isText(content) ? valueKindOf(key, bytesOf(content)) : kind

export const withContent = (draft: Draft, content: Content): Draft =>
  content === draft.content ? draft : {...draft, content, accepted: undefined}

/**
 * The draft with another base: what is written next replaces `base` and nothing else. Content and flags are what the
 * operator made of both.
 */
export const rebased = (
  draft: Draft,
  base: KvEntry | undefined,
  {content, flags}: {readonly content: Content; readonly flags: bigint},
): Draft => ({
  ...draft,
  base,
  opened: contentOfEntry(base),
  content: content === draft.content ? content : replaced(draft.content, content),
  flags,
  theirs: undefined,
  conflict: undefined,
  accepted: undefined,
})

/** Takes note of what the key is now, as a watch tells. */
export const withSighting = (draft: Draft, entry: KvEntry | undefined, now: number): Draft => {
  if (entry?.modifyIndex === draft.base?.modifyIndex)
    return draft.theirs ? {...draft, theirs: undefined} : draft
  if (draft.theirs && entry?.modifyIndex === draft.theirs.entry?.modifyIndex) return draft
  // An answer that was on its way while we wrote tells of what we have replaced ourselves.
  const isOld = entry && draft.base && BigInt(entry.modifyIndex) < BigInt(draft.base.modifyIndex)
  return isOld ? draft : {...draft, theirs: {entry, at: now}}
}
