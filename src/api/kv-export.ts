import {arrayOf, type Decoder, field, Mismatch, object, string, withDefault} from './decode.ts'
import {ConsulError} from './errors.ts'
import {type KvEntry, uint64} from './kv-entry.ts'
import {formatGoString, parseKvJson} from './kv-json.ts'

/** What an export keeps of an entry: neither locks nor indexes mean anything elsewhere. */
export type ExportedEntry = Pick<KvEntry, 'key' | 'value' | 'flags'>

/**
 * What `consul kv export` writes, byte for byte: whole keys, whatever the prefix that was asked for.
 * A key that is not UTF-8 has lost its bytes before; here it stays unlike any other, so that no import makes one of it.
 */
export const formatExport = (entries: readonly ExportedEntry[]): string =>
  entries.length === 0 ? '[]' : `[\n${entries.map(formatEntry).join(',\n')}\n]`

/** As {@link formatExport} and the line end that the command adds, piece by piece: a tree need not fit into memory. */
export async function* exportPieces(
  pages: AsyncIterable<readonly ExportedEntry[]>,
): AsyncGenerator<string, void> {
  let begun = false
  for await (const page of pages) {
    if (page.length === 0) continue
    yield (begun ? ',\n' : '[\n') + page.map(formatEntry).join(',\n')
    begun = true
  }
  yield begun ? '\n]\n' : '[]\n'
}

const formatEntry = ({key, value, flags}: ExportedEntry): string =>
  [
    '\t{',
    `\t\t"key": ${formatGoString(key)},`,
    `\t\t"flags": ${flags},`,
    `\t\t"value": "${Buffer.from(value).toString('base64')}"`,
    '\t}',
  ].join('\n')

/**
 * Reads what `consul kv export` or {@link formatExport} wrote.
 * @throws ConsulError `invalid`, naming the place, for anything else.
 */
export const parseExport = (text: string): readonly ExportedEntry[] => {
  try {
    return decodeExport(parseKvJson(text))
  } catch (error) {
    if (error instanceof Mismatch) throw notAnExport(`${error.place.replace(/^\./, '')}: ${error.message}`)
    if (error instanceof SyntaxError) throw notAnExport(error.message)
    throw error
  }
}

const base64: Decoder<Uint8Array> = value => {
  const text = string(value)
  // Buffer skips what is no base64, and a value with bytes missing is worse than none.
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new Mismatch('expected base64')
  return new Uint8Array(Buffer.from(text, 'base64'))
}

const noFlags = 0n

const decodeExport: Decoder<readonly ExportedEntry[]> = arrayOf(
  object(entry => ({
    key: field(entry, 'key', string),
    value: field(entry, 'value', withDefault(base64, new Uint8Array())),
    flags: field(entry, 'flags', withDefault(uint64, noFlags)),
  })),
)

const notAnExport = (details: string): ConsulError =>
  new ConsulError({
    kind: 'invalid',
    shortMessage: 'This is not what `consul kv export` writes',
    details,
    nextStep: 'Give a JSON list of entries with key, flags and value (base64).',
  })
