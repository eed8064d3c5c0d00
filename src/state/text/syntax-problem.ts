/** Line and column count from 1, the column in UTF-16 units; the message is a sentence without a full stop. */
export type SyntaxCheck =
  | {readonly ok: true}
  | {readonly ok: false; readonly line?: number; readonly column?: number; readonly message: string}

/** A problem at an offset of the text, in UTF-16 units. */
export const problemAt = (text: string, offset: number, message: string): SyntaxCheck => {
  const before = text.slice(0, offset)
  return {
    ok: false,
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
    message,
  }
}
