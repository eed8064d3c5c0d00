import {nextBoundary, previousBoundary, snapBack} from './graphemes.ts'
import {endOfLines, lineAt, type Position} from './lines.ts'
import {cursorAt, selectionOf, type TextBuffer} from './text-buffer.ts'
import {wordEnd, wordStart} from './words.ts'

/** Where the cursor would go. Moving, selecting and erasing are the same motions put to three uses. */
export type Motion = (buffer: TextBuffer) => Position

const textAt = ({lines}: TextBuffer, line: number): string => lineAt(lines, line).text

export const left: Motion = buffer => {
  const {line, column} = buffer.cursor
  if (column > 0) return {line, column: previousBoundary(textAt(buffer, line), column)}
  return line > 0 ? {line: line - 1, column: textAt(buffer, line - 1).length} : buffer.cursor
}

export const right: Motion = buffer => {
  const {line, column} = buffer.cursor
  const text = textAt(buffer, line)
  if (column < text.length) return {line, column: nextBoundary(text, column)}
  return line + 1 < buffer.lines.length ? {line: line + 1, column: 0} : buffer.cursor
}

/** To the beginning of a word; from the beginning of a line to the end of the one before. */
export const wordLeft: Motion = buffer => {
  const {line, column} = buffer.cursor
  return column > 0 ? {line, column: wordStart(textAt(buffer, line), column)} : left(buffer)
}

/** To the end of a word; from the end of a line to the beginning of the next. */
export const wordRight: Motion = buffer => {
  const {line, column} = buffer.cursor
  const text = textAt(buffer, line)
  return column < text.length ? {line, column: wordEnd(text, column)} : right(buffer)
}

/** To the first character that is not a blank, and from there to the very beginning. */
export const lineStart: Motion = buffer => {
  const {line, column} = buffer.cursor
  const text = textAt(buffer, line)
  // A blank may carry an accent, and is then the first character.
  const indentation = snapBack(text, indentationOf(text).length)
  return {line, column: column === indentation ? 0 : indentation}
}

export const lineEnd: Motion = buffer => ({
  line: buffer.cursor.line,
  column: textAt(buffer, buffer.cursor.line).length,
})

export const textStart: Motion = () => ({line: 0, column: 0})

export const textEnd: Motion = ({lines}) => endOfLines(lines)

/** The blanks that a line begins with. */
export const indentationOf = (text: string): string => /^[ \t]*/.exec(text)?.[0] ?? ''

/** Moves the cursor. With a selection, a step to the left or right goes to its edge, as everywhere. */
export const move = (buffer: TextBuffer, motion: Motion): TextBuffer => {
  const selection = selectionOf(buffer)
  if (selection && motion === left) return cursorAt(buffer, selection.from)
  if (selection && motion === right) return cursorAt(buffer, selection.to)
  return cursorAt(buffer, motion(buffer))
}

/** Moves the cursor and selects what it passes. */
export const select = (buffer: TextBuffer, motion: Motion): TextBuffer =>
  cursorAt(buffer, motion(buffer), {select: true})

export const selectAll = (buffer: TextBuffer): TextBuffer =>
  cursorAt(cursorAt(buffer, textStart(buffer)), textEnd(buffer), {select: true})
