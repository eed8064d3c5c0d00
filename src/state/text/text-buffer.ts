import {type History, NO_HISTORY, sealed} from './history.ts'
import {
  byteLength,
  comparePositions,
  joinLines,
  type Lines,
  lineAt,
  type Position,
  type Range,
  samePosition,
  splitLines,
} from './lines.ts'

/** A text being edited: every function gives a new one, and what did not change is shared. */
export type TextBuffer = {
  readonly lines: Lines
  readonly cursor: Position
  /** The other end of the selection. */
  readonly anchor: Position | undefined
  /** The cell that moving up and down tries to keep, while it goes on. */
  readonly goal: number | undefined
  readonly history: History
  /** What was cut or copied last, to the byte. */
  readonly clip: Lines | undefined
  /** The text began with a byte order mark, which is kept and not shown. */
  readonly bom: boolean
  /** Of the text in UTF-8, with the byte order mark. */
  readonly bytes: number
}

const BOM = '\uFEFF'
const BOM_BYTES = 3
const START: Position = {line: 0, column: 0}

/** A buffer with the cursor at the beginning, or undefined where the bytes are not UTF-8. */
export const openText = (bytes: Uint8Array): TextBuffer | undefined => {
  try {
    return bufferOf(new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes))
  } catch {
    return undefined
  }
}

export const bufferOf = (text: string): TextBuffer => {
  const bom = text.startsWith(BOM)
  const lines = splitLines((bom ? text.slice(1) : text).toWellFormed())
  const bytes = byteLength(lines) + (bom ? BOM_BYTES : 0)
  return {
    lines,
    cursor: START,
    anchor: undefined,
    goal: undefined,
    history: NO_HISTORY,
    clip: undefined,
    bom,
    bytes,
  }
}

export const textOf = (buffer: TextBuffer): string => (buffer.bom ? BOM : '') + joinLines(buffer.lines)

/** What is saved: exactly the bytes that were opened, but for what was edited. */
export const toBytes = (buffer: TextBuffer): Uint8Array => new TextEncoder().encode(textOf(buffer))

/** The selected range, or undefined where nothing is. */
export const selectionOf = ({cursor, anchor}: TextBuffer): Range | undefined => {
  if (!anchor || samePosition(anchor, cursor)) return undefined
  return comparePositions(anchor, cursor) < 0 ? {from: anchor, to: cursor} : {from: cursor, to: anchor}
}

/** The cursor somewhere else; with `select`, what lies between is selected. */
export const cursorAt = (
  buffer: TextBuffer,
  cursor: Position,
  {select = false, goal}: {readonly select?: boolean; readonly goal?: number} = {},
): TextBuffer => ({
  ...buffer,
  cursor,
  anchor: select ? (buffer.anchor ?? buffer.cursor) : undefined,
  goal,
  history: sealed(buffer.history),
})

/** Whether the text differs from what it was: typing something and erasing it again is no change. */
export const isModified = (buffer: TextBuffer, since: TextBuffer): boolean => {
  if (buffer.lines === since.lines) return buffer.bom !== since.bom
  if (buffer.bytes !== since.bytes || buffer.lines.length !== since.lines.length) return true
  return buffer.lines.some((line, index) => {
    const old = lineAt(since.lines, index)
    return line !== old && (line.text !== old.text || line.end !== old.end)
  })
}
