import {isUtf8} from 'node:buffer'
import type {KvEntry} from '../../api/kv-entry.ts'
import {formatBytes} from '../format.ts'
import {withPictures} from '../value/value-rows.ts'

/** How much of a value is looked at for a line of the tree. */
const HEAD = 400

/** A value in one line: its first, JSON without its line ends, or what it is where that is no text. */
export const valueGlance = ({value}: KvEntry): string => {
  if (value.length === 0) return '(empty)'
  if (value.includes(0) || !isUtf8(value)) return `binary, ${formatBytes(value.length)}`
  const text = withPictures(new TextDecoder().decode(value.subarray(0, HEAD)).replace(/\ufffd$/, ''))
  const size = value.length > HEAD ? `${formatBytes(value.length)}  ` : ''
  if (/^\s*[{[]/.test(text)) return size + text.replaceAll(/\s+/g, ' ').trim()
  const lines = text.split('\n').filter(line => line.trim() !== '')
  return `${size}${lines[0] ?? ''}${lines.length > 1 ? ' …' : ''}`
}
