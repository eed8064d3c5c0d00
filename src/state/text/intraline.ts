import {diffItems, type Region} from './diff.ts'

/** A piece of a line, and whether the other line lacks it. */
export type Piece = {readonly text: string; readonly changed: boolean}

/** Longer lines are compared only at their two ends. */
const LONGEST = 20_000

/** What differs between two versions of one line, by words. Joined, the pieces are the lines. */
export const diffWithinLine = (
  before: string,
  after: string,
): {readonly before: readonly Piece[]; readonly after: readonly Piece[]} => {
  const short = before.length + after.length <= LONGEST
  const old = short ? wordsOf(before) : [before]
  const fresh = short ? wordsOf(after) : [after]
  const regions = diffItems(old, fresh)
  return {
    before: piecesOf(old, regions.map(oldSide)),
    after: piecesOf(fresh, regions.map(newSide)),
  }
}

/** Words and runs of blanks; every other character by itself, and never half of one. */
const wordsOf = (text: string): readonly string[] =>
  text.match(/[\p{L}\p{N}\p{M}_]+|\s+|\p{RI}\p{RI}|\P{M}(?:[\p{M}\p{EMod}]|\u200d\P{M})*/gu) ?? []

type Span = readonly [from: number, to: number]

const oldSide = ({oldFrom, oldTo}: Region): Span => [oldFrom, oldTo]
const newSide = ({newFrom, newTo}: Region): Span => [newFrom, newTo]

const piecesOf = (words: readonly string[], changed: readonly Span[]): readonly Piece[] => {
  const pieces: Piece[] = []
  let done = 0
  for (const [from, to] of [...changed, [words.length, words.length] as const]) {
    pieces.push({text: words.slice(done, from).join(''), changed: false})
    pieces.push({text: words.slice(from, to).join(''), changed: true})
    done = to
  }
  return pieces.filter(({text}) => text !== '')
}
