import type {KvEntry} from '../../api/kv-entry.ts'
import type {TwoSides} from '../../state/queries/difference.ts'
import {valueDiff} from '../diff/content-diff.ts'
import type {Section} from '../document/document.ts'
import {factLines} from '../document/fact-lines.ts'
import {formatBytes} from '../format.ts'

/** A key on two sides: what each has, and what differs between the values. */
export const differenceSections = (
  {left, right}: TwoSides,
  names: {readonly left: string; readonly right: string},
  width: number,
): readonly Section[] => [
  {
    id: 'sides',
    title: '',
    lines: factLines([
      [`- ${names.left}`, describe(left)],
      [`+ ${names.right}`, describe(right)],
    ]),
  },
  {id: 'value', title: 'Value', lines: valueDiff(left?.value ?? NONE, right?.value ?? NONE, width)},
]

const describe = (entry: KvEntry | undefined): string =>
  entry === undefined
    ? 'has no such key'
    : `${formatBytes(entry.value.length)}, flags ${entry.flags}, ModifyIndex ${entry.modifyIndex}`

const NONE = new Uint8Array()
