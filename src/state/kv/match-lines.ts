/** Where something matches, in UTF-16 columns. */
export type Match = {readonly from: number; readonly to: number}

/** The first line of a text that matches, cut to what a screen can show of it. */
export type LineMatch = {
  /** Counted from 1. */
  readonly number: number
  readonly text: string
  readonly match: Match
  /** How many lines match. */
  readonly count: number
}

/** A line longer than this is searched only up to here by a regex: more could take any time. */
export const LONGEST_LINE = 20_000

/** Around the match, what is kept of a line. */
const BEFORE = 60
const KEPT = 400

/** Finds a pattern, which has no `g`, in the lines of a text. A literal one is found in lines of any length. */
export const matchLines = (text: string, pattern: RegExp, isLiteral: boolean): LineMatch | undefined => {
  if (isLiteral && !pattern.test(text)) return undefined
  let first: Omit<LineMatch, 'count'> | undefined
  let count = 0
  let number = 0
  for (let start = 0; start <= text.length; number++) {
    const end = text.indexOf('\n', start)
    const line = text.slice(start, end === -1 ? text.length : end)
    const match = pattern.exec(isLiteral ? line : line.slice(0, LONGEST_LINE))
    if (match) {
      count += 1
      first ??= {number: number + 1, ...cutAround(line, match.index, match.index + match[0].length)}
    }
    if (end === -1) break
    start = end + 1
  }
  return first && {...first, count}
}

export const hasLongLine = (text: string): boolean => {
  for (let start = 0; text.length - start > LONGEST_LINE; ) {
    const end = text.indexOf('\n', start)
    if (end === -1 || end - start > LONGEST_LINE) return true
    start = end + 1
  }
  return false
}

const cutAround = (
  line: string,
  from: number,
  to: number,
): {readonly text: string; readonly match: Match} => {
  const indent = /^\s*/.exec(line)?.[0].length ?? 0
  const start = from > BEFORE * 2 ? from - BEFORE : Math.min(indent, from)
  const lead = start > indent ? '…' : ''
  const text = lead + line.slice(start, start + KEPT)
  const at = (column: number): number => Math.min(text.length, column - start + lead.length)
  return {text: text.toWellFormed(), match: {from: at(from), to: at(to)}}
}
