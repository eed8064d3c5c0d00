import {diffLines, type Region, wholeLines} from './diff.ts'
import {joinLines, type Line} from './lines.ts'

/** Who changed a part: nobody, one of the two, both to the same, or both differently. */
export type MergeKind = 'same' | 'mine' | 'theirs' | 'both-equal' | 'conflict'

/** A part of a three-way merge, as it stands in each version. Each column of all parts is that version, to the byte. */
export type MergePart = {
  readonly kind: MergeKind
  readonly base: readonly Line[]
  readonly mine: readonly Line[]
  readonly theirs: readonly Line[]
}

/** What to take where both changed the same: `both` is mine and then theirs. */
export type Choice = 'mine' | 'theirs' | 'both' | 'base'

export type Versions = {readonly base: string; readonly mine: string; readonly theirs: string}

/**
 * What became of `base` in two other hands. As in git, changes that touch each other are one conflict: two
 * neighbouring lines changed by two people are rarely independent.
 */
export const mergeTexts = (versions: Versions): readonly MergePart[] => {
  const [base, mine, theirs] = [versions.base, versions.mine, versions.theirs].map(wholeLines)
  if (!base || !mine || !theirs) return []
  const clashes = clashesOf(diffLines(base, mine).regions, diffLines(base, theirs).regions)
  const parts: MergePart[] = []
  const cut = (from: Ends, to: Ends) => ({
    base: base.slice(from.base, to.base),
    mine: mine.slice(from.mine, to.mine),
    theirs: theirs.slice(from.theirs, to.theirs),
  })
  const end = {base: base.length, mine: mine.length, theirs: theirs.length}
  let done: Ends = {base: 0, mine: 0, theirs: 0}
  for (const {from, to, by} of [...clashes, {from: end, to: end, by: 'mine' as const}]) {
    parts.push({kind: 'same', ...cut(done, from)})
    const columns = cut(from, to)
    parts.push({kind: kindOf(by, columns), ...columns})
    done = to
  }
  return parts.filter(part => part.base.length + part.mine.length + part.theirs.length > 0)
}

/** The merged text, or undefined while a conflict has no choice; choices are asked for by the index of the part. */
export const mergedText = (
  parts: readonly MergePart[],
  choiceOf: (index: number) => Choice | undefined = () => undefined,
): string | undefined => {
  const chosen = parts.map((part, index) => {
    if (part.kind !== 'conflict') return part.kind === 'theirs' ? part.theirs : part.mine
    const choice = choiceOf(index)
    return choice === 'both' ? bothOf(part) : choice && part[choice]
  })
  return chosen.every(lines => lines !== undefined) ? joinLines(chosen.flat()) : undefined
}

/** Where the conflicts are among the parts. */
export const conflictsOf = (parts: readonly MergePart[]): readonly number[] =>
  parts.flatMap((part, index) => (part.kind === 'conflict' ? [index] : []))

/** Mine and then theirs; a last line of mine without an end must not run on in theirs. */
const bothOf = ({mine, theirs}: MergePart): readonly Line[] => {
  const last = mine.at(-1)
  if (last?.end !== '' || theirs.length === 0) return [...mine, ...theirs]
  return [...mine.slice(0, -1), {text: last.text, end: theirs[0]?.end || '\n'}, ...theirs]
}

type Ends = {readonly base: number; readonly mine: number; readonly theirs: number}
type Clash = {readonly from: Ends; readonly to: Ends; readonly by: 'mine' | 'theirs' | 'both'}

const kindOf = (by: Clash['by'], {mine, theirs}: Omit<MergePart, 'kind'>): MergeKind => {
  if (by !== 'both') return by
  return joinLines(mine) === joinLines(theirs) ? 'both-equal' : 'conflict'
}

/** The regions of both sides, those that overlap or touch taken together. */
const clashesOf = (mine: readonly Region[], theirs: readonly Region[]): readonly Clash[] => {
  const clashes: Clash[] = []
  let mineNext = 0
  let theirsNext = 0
  const shifts = () => ({mine: shiftAfter(mine[mineNext - 1]), theirs: shiftAfter(theirs[theirsNext - 1])})
  while (mineNext < mine.length || theirsNext < theirs.length) {
    const before = {...shifts(), mineNext, theirsNext}
    const start = Math.min(mine[mineNext]?.oldFrom ?? Infinity, theirs[theirsNext]?.oldFrom ?? Infinity)
    let end = start
    for (let grown = true; grown; ) {
      const [first, second] = [mine[mineNext], theirs[theirsNext]]
      grown = false
      if (first && first.oldFrom <= end)
        [end, mineNext, grown] = [Math.max(end, first.oldTo), mineNext + 1, true]
      if (second && second.oldFrom <= end)
        [end, theirsNext, grown] = [Math.max(end, second.oldTo), theirsNext + 1, true]
    }
    const after = shifts()
    clashes.push({
      from: {base: start, mine: start + before.mine, theirs: start + before.theirs},
      to: {base: end, mine: end + after.mine, theirs: end + after.theirs},
      by: mineNext === before.mineNext ? 'theirs' : theirsNext === before.theirsNext ? 'mine' : 'both',
    })
  }
  return clashes
}

/** How many lines further down, or up, the base's lines stand in a version after one of its regions. */
const shiftAfter = (region: Region | undefined): number => (region ? region.newTo - region.oldTo : 0)
