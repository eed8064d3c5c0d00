import type {ConsulClient, QueryOptions} from '../../api/client.ts'
import {readKey} from '../../api/kv.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import {type Batch, streamEntries, streamKeys} from '../../api/kv-stream.ts'
import {createSlices} from '../slices.ts'
import {createKeyPieces, type KeyPiece} from './key-pieces.ts'

/** What is read, where, and until when: `options.signal` ends the transfer at once. */
export type ScanSource = {
  readonly client: ConsulClient
  /** Ends in a slash, or is empty for all keys. */
  readonly folder: string
  readonly options: QueryOptions
}

/**
 * How many keys one read of values asks for. Measured with 1,000,000 small keys on one server and one client agent: one
 * `?recurse` of all made the client agent grow by 1 GB, and its first byte came after 11 s; a thousand reads of a thousand
 * keys cost it 70 MB more than the list of keys does, take as long in all, and the first value is there at once. More keys
 * at a time gained nothing. So the keys are listed first, which also tells how many there are, and how they are cut up.
 */
const KEYS_AT_ONCE = 1_000

/** All keys of a folder, in byte order. In the end it knows the pieces by which the values can be read, if those are asked for. */
export const scanKeys = (
  source: ScanSource,
  {forValues}: {readonly forValues: boolean},
): {readonly batches: AsyncIterable<Batch<string>>; readonly pieces: () => readonly KeyPiece[]} => {
  const pieces: KeyPiece[] = []
  const cutter = createKeyPieces(source.folder, KEYS_AT_ONCE)
  async function* batches(): AsyncGenerator<Batch<string>> {
    const slices = createSlices()
    for await (const batch of streamKeys(source.client, source.folder, source.options)) {
      if (forValues) pieces.push(...cutter.add(batch.items))
      yield batch
      await slices()
    }
    pieces.push(...cutter.finish())
  }
  return {batches: batches(), pieces: () => pieces}
}

/** The entries of a piece as they arrive, in byte order. */
export async function* scanPiece(
  {client, options}: Omit<ScanSource, 'folder'>,
  {kind, prefix}: KeyPiece,
): AsyncGenerator<Batch<KvEntry>> {
  if (!prefix.isWellFormed()) return // a key that is not UTF-8 cannot be asked for
  if (kind === 'key') {
    const {data} = await readKey(client, prefix, options)
    if (data) yield {items: [data], bytes: data.value.length + data.key.length}
    return
  }
  const slices = createSlices()
  for await (const batch of streamEntries(client, prefix, options)) {
    yield batch
    await slices()
  }
}
