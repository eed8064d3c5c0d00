import type {KvEntry} from '../../api/kv-entry.ts'
import {joinLines} from '../text/lines.ts'
import {type Choice, conflictsOf, type MergePart, mergedText, mergeTexts} from '../text/merge.ts'
import {bufferOf, type TextBuffer} from '../text/text-buffer.ts'
import {type Content, contentOfEntry, isText} from './draft-content.ts'

/** What three hands made of one number. */
export type FlagsMerge = {
  readonly base: bigint
  readonly mine: bigint
  readonly theirs: bigint
  /** Undefined where both changed it differently, until it is chosen. */
  readonly result: bigint | undefined
  readonly clash: boolean
}

/** A key that someone else has written since the draft's base, and what of the merge is decided. */
export type Conflict = {
  readonly theirs: KvEntry | undefined
  /** Undefined where a version is no text, or theirs is a deletion: then it is one or the other as a whole. */
  readonly parts: readonly MergePart[] | undefined
  /** By the index of the part. */
  readonly choices: ReadonlyMap<number, Choice>
  readonly flags: FlagsMerge
  /** One version as it is, instead of a merge. */
  readonly whole: 'mine' | 'theirs' | undefined
}

type Versions = {
  readonly base: KvEntry | undefined
  readonly theirs: KvEntry | undefined
  readonly content: Content
  readonly flags: bigint
}

export const conflictOf = ({base, theirs, content, flags}: Versions): Conflict => ({
  theirs,
  parts: theirs && partsOf(contentOfEntry(base), content, contentOfEntry(theirs)),
  choices: new Map(),
  flags: mergeFlags(base?.flags ?? 0n, flags, theirs?.flags ?? base?.flags ?? 0n),
  whole: undefined,
})

const partsOf = (base: Content, mine: Content, theirs: Content): readonly MergePart[] | undefined =>
  isText(base) && isText(mine) && isText(theirs)
    ? mergeTexts({base: joinLines(base.lines), mine: joinLines(mine.lines), theirs: joinLines(theirs.lines)})
    : undefined

const mergeFlags = (base: bigint, mine: bigint, theirs: bigint): FlagsMerge => {
  const clash = mine !== theirs && mine !== base && theirs !== base
  const result = clash ? undefined : mine === base ? theirs : mine
  return {base, mine, theirs, result, clash}
}

/** The indexes of the parts that both changed differently. */
export const clashesIn = ({parts = []}: Conflict): readonly number[] => conflictsOf(parts)

/** How many decisions are still to be made. */
export const undecidedIn = (conflict: Conflict): number => {
  if (conflict.whole) return 0
  if (conflict.parts === undefined) return 1
  const open = clashesIn(conflict).filter(index => !conflict.choices.has(index)).length
  return open + (conflict.flags.result === undefined ? 1 : 0)
}

export const choose = (conflict: Conflict, index: number, choice: Choice): Conflict => ({
  ...conflict,
  whole: undefined,
  choices: new Map(conflict.choices).set(index, choice),
})

/** The same for every conflict of the merge, the flags among them. */
export const chooseAll = (conflict: Conflict, side: 'mine' | 'theirs'): Conflict => ({
  ...chooseFlags(conflict, side),
  choices: new Map(clashesIn(conflict).map(index => [index, side])),
})

export const chooseFlags = (conflict: Conflict, side: 'mine' | 'theirs'): Conflict => {
  const {flags} = conflict
  return {...conflict, whole: undefined, flags: flags.clash ? {...flags, result: flags[side]} : flags}
}

/** One version as it is; a second time, back to the merge. */
export const chooseWhole = (conflict: Conflict, whole: 'mine' | 'theirs'): Conflict => ({
  ...conflict,
  whole: conflict.whole === whole && conflict.parts ? undefined : whole,
})

/** What becomes of the key. */
export type Merged = {readonly content: Content; readonly flags: bigint}

/** What the merge gives; undefined while something is undecided, and where it is that the key stays deleted. */
export const resultOf = (
  conflict: Conflict,
  mine: {readonly base: KvEntry | undefined; readonly content: Content; readonly flags: bigint},
): Merged | undefined => {
  const {theirs, whole, parts, choices, flags} = conflict
  if (whole === 'mine') return {content: mine.content, flags: mine.flags}
  if (whole === 'theirs') return theirs && {content: contentOfEntry(theirs), flags: theirs.flags}
  const text = parts && mergedText(parts, index => choices.get(index))
  if (text === undefined || flags.result === undefined) return undefined
  return {content: withMark(text, hasMark(conflict, mine)), flags: flags.result}
}

const MARK = '\uFEFF'

const withMark = (text: string, mark: boolean): TextBuffer => bufferOf(mark ? MARK + text : text)

/** The byte order mark is merged as everything else: whoever changed it prevails. */
const hasMark = (
  {theirs}: Conflict,
  mine: {readonly base: KvEntry | undefined; readonly content: Content},
): boolean => {
  const [base, own, other] = [contentOfEntry(mine.base), mine.content, contentOfEntry(theirs)].map(
    content => isText(content) && content.bom,
  )
  return own === base ? other === true : own === true
}
