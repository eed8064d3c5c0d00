import {isUtf8} from 'node:buffer'
import type {KvEntry} from '../../api/kv-entry.ts'
import {printableLine} from '../../terminal/printable.ts'
import {formatBytes} from '../format.ts'
import type {Action, ActionContext} from '../keymap/action.ts'
import {kvTarget} from './target.ts'

/** The entry of the key that is aimed at, as far as it has been read. */
const entryOf = (context: ActionContext): KvEntry | undefined => {
  const target = kvTarget(context)
  return target?.kind === 'key' ? context.app.seenKeys().get(target.key)?.entry : undefined
}

const refuse = (context: ActionContext): string | undefined => {
  const target = kvTarget(context)
  if (target === undefined) return 'nothing is under the cursor'
  if (target.kind === 'folder') return 'a folder has no value; y copies its name'
  return entryOf(context) === undefined ? 'its value has not been read yet' : undefined
}

/** Byte for byte where it is text; a clipboard holds nothing else. */
const copyValue = (context: ActionContext): string | undefined => {
  const entry = entryOf(context)
  if (entry === undefined) return undefined
  const {key, value} = entry
  const isText = isUtf8(value) && !value.includes(0)
  const text = isText
    ? new TextDecoder('utf-8', {ignoreBOM: true}).decode(value)
    : Buffer.from(value).toString('base64')
  const refusal = context.app.host.copy(text)
  if (refusal !== undefined) throw new Error(`The value was not copied: ${refusal}`)
  const what = `the value of ${printableLine(key)}, ${formatBytes(value.length)}`
  return isText ? `copied ${what}` : `copied ${what} and no text, as base64`
}

export const COPY_ACTIONS: readonly Action[] = [
  {id: 'kv.copyValue', keys: ['Y'], title: 'Copy the value', disabled: refuse, run: copyValue},
]
