import type {KvEntry} from '../../api/kv-entry.ts'
import type {TwoSides} from '../../state/queries/difference.ts'
import {valueKindOf} from '../../state/text/value-kind.ts'
import type {Section} from '../document/document.ts'
import {factLines} from '../document/fact-lines.ts'
import {formatBytes} from '../format.ts'
import {span} from '../span.ts'
import {diffSectionLines} from './diff-lines.ts'
import {hexSectionLines} from './hex-lines.ts'

/** A key on two sides: what each has, and what differs between the values. */
export const differenceSections = (
  {left, right}: TwoSides,
  names: {readonly left: string; readonly right: string},
  key: string,
): readonly Section[] => [
  {
    id: 'sides',
    title: '',
    lines: factLines([
      [`- ${names.left}`, describe(left)],
      [`+ ${names.right}`, describe(right)],
    ]),
  },
  {id: 'value', title: 'Value', lines: valueLines(left, right, key)},
]

const describe = (entry: KvEntry | undefined): string =>
  entry === undefined
    ? 'has no such key'
    : `${formatBytes(entry.value.length)}, flags ${entry.flags}, ModifyIndex ${entry.modifyIndex}`

const NONE = new Uint8Array()

const valueLines = (left: KvEntry | undefined, right: KvEntry | undefined, key: string) => {
  const [before, after] = [left?.value ?? NONE, right?.value ?? NONE]
  if (Buffer.compare(before, after) === 0) return [{spans: [span('The values are the same.', 'dim')]}]
  if ([before, after].some(value => valueKindOf(key, value) === 'binary'))
    return hexSectionLines(before, after)
  return diffSectionLines(textOf(before), textOf(after))
}

const textOf = (value: Uint8Array): string => new TextDecoder('utf-8', {ignoreBOM: true}).decode(value)
