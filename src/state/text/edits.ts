import {snapForward} from './graphemes.ts'
import {type ChangeKind, recorded} from './history.ts'
import {
  byteLength,
  comparePositions,
  EMPTY_LINE,
  endOfFragment,
  endOfLines,
  type LineEnd,
  type Lines,
  lineAt,
  type Position,
  type Range,
  replaceRange,
  samePosition,
  sliceLines,
  splitLines,
} from './lines.ts'
import {indentationOf, left, type Motion, right} from './motions.ts'
import {selectionOf, type TextBuffer} from './text-buffer.ts'

/** Typed text in the place of the selection. */
export const type = (buffer: TextBuffer, text: string): TextBuffer =>
  replaceWith(buffer, fragmentOf(buffer, text), 'type')

/** Pasted text in the place of the selection; its line ends become those of the text around it. */
export const paste = (buffer: TextBuffer, text: string): TextBuffer =>
  replaceWith(buffer, fragmentOf(buffer, text), 'other')

/** A new line with the indentation of this one. */
export const breakLine = (buffer: TextBuffer): TextBuffer => {
  const {line, column} = selectionOf(buffer)?.from ?? buffer.cursor
  const indentation = indentationOf(lineAt(buffer.lines, line).text.slice(0, column))
  const fragment: Lines = [
    {text: '', end: endNear(buffer.lines, line)},
    {text: indentation, end: ''},
  ]
  return replaceWith(buffer, fragment, 'other')
}

/** Erases the selection, or else what lies between the cursor and where the motion would take it. */
export const erase = (buffer: TextBuffer, motion: Motion): TextBuffer => {
  const selection = selectionOf(buffer)
  if (selection) return replace(buffer, selection, NOTHING, 'other')
  const target = motion(buffer)
  const backwards = comparePositions(target, buffer.cursor) < 0
  const range = backwards ? {from: target, to: buffer.cursor} : {from: buffer.cursor, to: target}
  const kind = motion === left ? 'erase-back' : motion === right ? 'erase-on' : 'other'
  return replace(buffer, range, NOTHING, kind)
}

/** Erases the lines that the selection or the cursor is in, with their ends. */
export const eraseLines = (buffer: TextBuffer): TextBuffer =>
  replace(buffer, touchedLines(buffer), NOTHING, 'other')

/** Keeps the selection, or without one the whole line and an end, for `pasteClip`. */
export const copy = (buffer: TextBuffer): TextBuffer => {
  const {lines, cursor} = buffer
  const selection = selectionOf(buffer)
  if (selection) return {...buffer, clip: sliceLines(lines, selection)}
  return {...buffer, clip: [{...lineAt(lines, cursor.line), end: endNear(lines, cursor.line)}, EMPTY_LINE]}
}

export const cut = (buffer: TextBuffer): TextBuffer =>
  replace(copy(buffer), selectionOf(buffer) ?? touchedLines(buffer), NOTHING, 'other')

/** Puts in what was cut or copied last, to the byte. */
export const pasteClip = (buffer: TextBuffer): TextBuffer =>
  buffer.clip ? replaceWith(buffer, buffer.clip, 'other') : buffer

/** Other lines in the place of all, to the byte. */
export const replaceAll = (buffer: TextBuffer, lines: Lines): TextBuffer =>
  replace(buffer, {from: {line: 0, column: 0}, to: endOfLines(buffer.lines)}, lines, 'other')

/** Takes back the newest step; the cursor and the selection are what they were before it. */
export const undo = (buffer: TextBuffer): TextBuffer => {
  const {past, future} = buffer.history
  if (!past) return buffer
  const {change, before} = past.step
  const range = {from: change.at, to: endOfFragment(change.at, change.inserted)}
  const history = {past: past.earlier, future: {undone: past, later: future}, open: false}
  return {...exchange(buffer, range, change.removed), ...before, goal: undefined, history}
}

/** Does again what was undone last. */
export const redo = (buffer: TextBuffer): TextBuffer => {
  const {future} = buffer.history
  if (!future) return buffer
  const {change, after} = future.undone.step
  const range = {from: change.at, to: endOfFragment(change.at, change.removed)}
  const history = {past: future.undone, future: future.later, open: false}
  return {...exchange(buffer, range, change.inserted), ...after, goal: undefined, history}
}

const NOTHING: Lines = [EMPTY_LINE]

const replaceWith = (buffer: TextBuffer, fragment: Lines, kind: ChangeKind): TextBuffer =>
  replace(buffer, selectionOf(buffer) ?? {from: buffer.cursor, to: buffer.cursor}, fragment, kind)

const replace = (buffer: TextBuffer, range: Range, fragment: Lines, kind: ChangeKind): TextBuffer => {
  const end = endOfFragment(range.from, fragment)
  if (samePosition(range.from, range.to) && samePosition(range.from, end)) return buffer
  const next = exchange(buffer, range, fragment)
  const cursor = {line: end.line, column: snapForward(lineAt(next.lines, end.line).text, end.column)}
  const change = {at: range.from, removed: sliceLines(buffer.lines, range), inserted: fragment}
  const before = {cursor: buffer.cursor, anchor: buffer.anchor}
  const after = {cursor, anchor: undefined}
  const history = recorded(buffer.history, {kind, change, before, after})
  return {...next, ...after, goal: undefined, history}
}

/** Only the text: cursor and history are the caller's. */
const exchange = (buffer: TextBuffer, range: Range, fragment: Lines): TextBuffer => ({
  ...buffer,
  lines: replaceRange(buffer.lines, range, fragment),
  bytes: buffer.bytes + byteLength(fragment) - byteLength(sliceLines(buffer.lines, range)),
})

const fragmentOf = ({lines, cursor}: TextBuffer, text: string): Lines => {
  const end = endNear(lines, cursor.line)
  return splitLines(text.toWellFormed().replaceAll(/\r\n?|\n/g, end))
}

/** How lines end around here: this one, else the one before. */
const endNear = (lines: Lines, line: number): LineEnd =>
  lineAt(lines, line).end || lineAt(lines, line - 1).end || '\n'

/** Whole lines with their ends; the last line of a text takes the end before it instead. */
const touchedLines = (buffer: TextBuffer): Range => {
  const {from, to} = selectionOf(buffer) ?? {from: buffer.cursor, to: buffer.cursor}
  const next: Position = {line: to.line + 1, column: 0}
  if (next.line < buffer.lines.length) return {from: {line: from.line, column: 0}, to: next}
  const end = {line: to.line, column: lineAt(buffer.lines, to.line).text.length}
  if (from.line === 0) return {from: {line: 0, column: 0}, to: end}
  return {from: {line: from.line - 1, column: lineAt(buffer.lines, from.line - 1).text.length}, to: end}
}
