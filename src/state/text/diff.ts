import {joinLines, type Line, splitLines} from './lines.ts'
import {type Match, myersMatches} from './myers.ts'
import {landmarks} from './patience.ts'

/** A place where two sequences differ: what stands here in the old one gave way to what stands here in the new one. */
export type Region = {
  readonly oldFrom: number
  readonly oldTo: number
  readonly newFrom: number
  readonly newTo: number
}

/** Two texts as lines, and where they differ; between the regions the lines are the same, ends included. */
export type Diff = {
  readonly before: readonly Line[]
  readonly after: readonly Line[]
  readonly regions: readonly Region[]
}

export const diffTexts = (before: string, after: string): Diff =>
  diffLines(wholeLines(before), wholeLines(after))

export const diffLines = (before: readonly Line[], after: readonly Line[]): Diff => ({
  before,
  after,
  regions: diffItems(before.map(itemOf), after.map(itemOf)),
})

/** The lines of a text, without the empty one that stands after a last line end. */
export const wholeLines = (text: string): readonly Line[] => {
  const lines = splitLines(text)
  return lines.at(-1)?.text === '' ? lines.slice(0, -1) : lines
}

/** The new text, from the old one and the regions: what a diff promises. */
export const applyDiff = ({before, after, regions}: Diff): string => {
  const parts = regions.map(({oldTo, newFrom, newTo}, index) => [
    ...after.slice(newFrom, newTo),
    ...before.slice(oldTo, regions[index + 1]?.oldFrom),
  ])
  return joinLines([...before.slice(0, regions[0]?.oldFrom), ...parts.flat()])
}

/**
 * Where two sequences differ, in order: landmarks first, Myers between them, and one coarse region for what is too
 * different, so that the time stays bounded.
 */
export const diffItems = (before: readonly string[], after: readonly string[]): readonly Region[] => {
  const numberOf = createNumbering()
  const a = Int32Array.from(before, numberOf)
  const b = Int32Array.from(after, numberOf)
  const matches: Match[] = []
  matchWithin({a, b, aFrom: 0, bFrom: 0, depth: 0}, match => matches.push(match))
  return gapsBetween(matches, a.length, b.length)
}

/** Equal items get equal numbers, which are quicker to compare. */
const createNumbering = (): ((item: string) => number) => {
  const numbers = new Map<string, number>()
  return item => {
    const known = numbers.get(item)
    if (known !== undefined) return known
    numbers.set(item, numbers.size)
    return numbers.size - 1
  }
}

const itemOf = ({text, end}: Line): string => text + end

/** Two stretches that are still to be lined up, and where they begin. */
type Gap = {
  readonly a: Int32Array
  readonly b: Int32Array
  readonly aFrom: number
  readonly bFrom: number
  readonly depth: number
}

const DEEPEST = 16

const matchWithin = (gap: Gap, emit: (match: Match) => void): void => {
  const head = commonHead(gap.a, gap.b)
  const tail = commonTail(gap.a.subarray(head), gap.b.subarray(head))
  const inner = narrowed(gap, head, tail)
  emit({a: gap.aFrom, b: gap.bFrom, length: head})
  if (inner.a.length > 0 && inner.b.length > 0) matchInner(inner, emit)
  emit({a: inner.aFrom + inner.a.length, b: inner.bFrom + inner.b.length, length: tail})
}

const matchInner = (gap: Gap, emit: (match: Match) => void): void => {
  const marks = gap.depth < DEEPEST ? landmarks(gap.a, gap.b) : []
  if (marks.length === 0) {
    for (const {a, b, length} of myersMatches(gap.a, gap.b) ?? [])
      emit({a: gap.aFrom + a, b: gap.bFrom + b, length})
    return
  }
  let done: Match = {a: 0, b: 0, length: 0}
  for (const mark of [...marks, {a: gap.a.length, b: gap.b.length, length: 0}]) {
    const from = {a: done.a + done.length, b: done.b + done.length}
    const stretch = {
      a: gap.a.subarray(from.a, mark.a),
      b: gap.b.subarray(from.b, mark.b),
      aFrom: gap.aFrom + from.a,
      bFrom: gap.bFrom + from.b,
      depth: gap.depth + 1,
    }
    matchWithin(stretch, emit)
    emit({a: gap.aFrom + mark.a, b: gap.bFrom + mark.b, length: mark.length})
    done = mark
  }
}

const narrowed = (gap: Gap, head: number, tail: number): Gap => ({
  a: gap.a.subarray(head, gap.a.length - tail),
  b: gap.b.subarray(head, gap.b.length - tail),
  aFrom: gap.aFrom + head,
  bFrom: gap.bFrom + head,
  depth: gap.depth,
})

const commonHead = (a: Int32Array, b: Int32Array): number => {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

const commonTail = (a: Int32Array, b: Int32Array): number => {
  let length = 0
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++
  return length
}

const gapsBetween = (matches: readonly Match[], aEnd: number, bEnd: number): readonly Region[] => {
  const regions: Region[] = []
  let oldFrom = 0
  let newFrom = 0
  for (const {a, b, length} of [
    ...matches.filter(match => match.length > 0),
    {a: aEnd, b: bEnd, length: 0},
  ]) {
    if (a > oldFrom || b > newFrom) regions.push({oldFrom, oldTo: a, newFrom, newTo: b})
    oldFrom = a + length
    newFrom = b + length
  }
  return regions
}
