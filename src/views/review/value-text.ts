import {type Content, isText} from '../../state/kv/draft-content.ts'
import {hexRowCount, hexRows} from '../../state/text/hex-dump.ts'
import {joinLines} from '../../state/text/lines.ts'

/** What of a value is compared line by line: its text, or where one of the two is none, both in hex. */
export const comparable = (
  before: Content,
  after: Content,
): {readonly before: string; readonly after: string} =>
  isText(before) && isText(after)
    ? {before: joinLines(before.lines), after: joinLines(after.lines)}
    : {before: hexOf(before), after: hexOf(after)}

const hexOf = (content: Content): string => {
  const bytes = isText(content) ? new TextEncoder().encode(joinLines(content.lines)) : content
  return hexRows(bytes, 0, hexRowCount(bytes.length))
    .map(({offset, hex, ascii}) => `${offset}  ${hex}  ${ascii}\n`)
    .join('')
}
