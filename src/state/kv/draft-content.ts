import type {KvEntry} from '../../api/kv-entry.ts'
import {replaceAll} from '../text/edits.ts'
import {cursorAt, isModified, openText, type TextBuffer, toBytes} from '../text/text-buffer.ts'

/** What a draft holds: a text, or bytes that are none. */
export type Content = TextBuffer | Uint8Array

export const isText = (content: Content): content is TextBuffer => !(content instanceof Uint8Array)

export const contentOf = (bytes: Uint8Array): Content => openText(bytes) ?? bytes

/** What a key holds; a key that is not there holds nothing. */
export const contentOfEntry = (entry: KvEntry | undefined): Content =>
  contentOf(entry?.value ?? new Uint8Array())

export const bytesOf = (content: Content): Uint8Array => (isText(content) ? toBytes(content) : content)

export const sizeOf = (content: Content): number => (isText(content) ? content.bytes : content.length)

/** Whether they differ by a byte. */
export const differs = (left: Content, right: Content): boolean => {
  if (left === right) return false
  if (isText(left) && isText(right)) return isModified(left, right)
  return Buffer.compare(bytesOf(left), bytesOf(right)) !== 0
}

/** The one in the place of the other; of two texts as one step that can be undone, with the cursor on its line. */
export const replaced = (old: Content, fresh: Content): Content => {
  if (!isText(old) || !isText(fresh)) return fresh
  const buffer = {...replaceAll(old, fresh.lines), bom: fresh.bom, bytes: fresh.bytes}
  return cursorAt(buffer, {line: Math.min(old.cursor.line, buffer.lines.length - 1), column: 0})
}
