import {comparePositions, type Lines, lineAt, type Position, type Range} from './lines.ts'
import {cursorAt, selectionOf, type TextBuffer} from './text-buffer.ts'

/** What is looked for: a pattern that matches within one line. */
export type Needle = {readonly pattern: RegExp}

/**
 * Reads `text` or `/regex/`, both without regard to case, as filters do. What cannot be read is reported, never
 * thrown; undefined while there is nothing to look for.
 */
export const parseNeedle = (text: string): Needle | {readonly error: string} | undefined => {
  const regex = /^\/(.+)\/$/s.exec(text)?.[1]
  const source = regex ?? text.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')
  if (source === '') return undefined
  try {
    return {pattern: new RegExp(source, 'giu')}
  } catch (error) {
    const message = error instanceof Error ? error.message : 'not a regex'
    return {error: message.replace('Invalid regular expression: ', '')}
  }
}

/** Where a line matches, in UTF-16 columns. A match of nothing is none. */
export const matchesIn = (
  text: string,
  {pattern}: Needle,
): readonly {readonly from: number; readonly to: number}[] =>
  Array.from(text.matchAll(pattern), match => ({
    from: match.index,
    to: match.index + match[0].length,
  })).filter(({from, to}) => to > from)

export type Found = Range & {readonly wrapped: boolean}

/** The first match at or after a position, going on at the beginning of the text where there is none. */
const findNext = (lines: Lines, needle: Needle, position: Position): Found | undefined => {
  for (let step = 0; step <= lines.length; step++) {
    const line = (position.line + step) % lines.length
    const matches = matchesOn(lines, line, needle)
    const found = step === 0 ? matches.find(({from}) => comparePositions(from, position) >= 0) : matches[0]
    if (found) return {...found, wrapped: comparePositions(found.from, position) < 0}
  }
  return undefined
}

/** The last match that begins before a position, going on at the end of the text where there is none. */
const findPrevious = (lines: Lines, needle: Needle, position: Position): Found | undefined => {
  for (let step = 0; step <= lines.length; step++) {
    const line = (position.line - step + 2 * lines.length) % lines.length
    const matches = matchesOn(lines, line, needle)
    const found =
      step === 0 ? matches.findLast(({from}) => comparePositions(from, position) < 0) : matches.at(-1)
    if (found) return {...found, wrapped: comparePositions(found.from, position) >= 0}
  }
  return undefined
}

const matchesOn = (lines: Lines, line: number, needle: Needle): readonly Range[] =>
  matchesIn(lineAt(lines, line).text, needle).map(({from, to}) => ({
    from: {line, column: from},
    to: {line, column: to},
  }))

/** The buffer with the next match selected, seen from the cursor or the selection; undefined where nothing matches. */
export const searchFrom = (
  buffer: TextBuffer,
  needle: Needle,
  direction: 'next' | 'previous',
): {readonly buffer: TextBuffer; readonly wrapped: boolean} | undefined => {
  const {from, to} = selectionOf(buffer) ?? {from: buffer.cursor, to: buffer.cursor}
  const find = direction === 'next' ? findNext : findPrevious
  const found = find(buffer.lines, needle, direction === 'next' ? to : from)
  if (!found) return undefined
  const selected = cursorAt(cursorAt(buffer, found.from), found.to, {select: true})
  return {buffer: selected, wrapped: found.wrapped}
}
