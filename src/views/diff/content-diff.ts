import {bytesOf, type Content, contentOf, isText} from '../../state/kv/draft-content.ts'
import {joinLines} from '../../state/text/lines.ts'
import {prettyJson} from '../../state/text/pretty-json.ts'
import type {TextBuffer} from '../../state/text/text-buffer.ts'
import type {SectionLine} from '../document/document.ts'
import {span} from '../span.ts'
import {diffSectionLines} from './diff-lines.ts'
import {hexSectionLines} from './hex-lines.ts'

/** What differs between two contents: by lines, or where one of them is no text, in rows of 16 bytes. */
export const contentDiff = (before: Content, after: Content, width: number): readonly SectionLine[] =>
  isText(before) && isText(after)
    ? diffSectionLines(textOf(before), textOf(after), width)
    : hexSectionLines(bytesOf(before), bytesOf(after))

/** The same for reading only: JSON is laid out first, so that there are lines to compare by. */
export const valueDiff = (before: Uint8Array, after: Uint8Array, width: number): readonly SectionLine[] => {
  if (Buffer.compare(before, after) === 0) return [{spans: [span('The values are the same.', 'dim')]}]
  const [old, fresh] = [contentOf(before), contentOf(after)]
  const [laidOut, other] = [layOut(old), layOut(fresh)]
  // Laid out alike they may come out the same, and then it is the layout that has changed.
  return laidOut !== undefined && other !== undefined && laidOut !== other
    ? diffSectionLines(laidOut, other, width)
    : contentDiff(old, fresh, width)
}

const textOf = ({lines}: TextBuffer): string => joinLines(lines)

const layOut = (content: Content): string | undefined => {
  if (!isText(content)) return undefined
  const text = textOf(content)
  return /^\s*[{[]/.test(text) ? prettyJson(text) : undefined
}
