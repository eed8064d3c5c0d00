import {createReadStream} from 'node:fs'
import {open} from 'node:fs/promises'
import {pipeline} from 'node:stream/promises'
import {createGunzip} from 'node:zlib'
import {extract} from 'tar-stream'
import {DeployError, hasCode, reasonOf} from '../../../deploy/errors.ts'
import {type ArchiveEntry, entryOf} from './entry.ts'
import {createEntryGuard} from './entry-guard.ts'

export type ReadOptions = {
  readonly signal: AbortSignal
  readonly onEntry: (entry: ArchiveEntry, content: AsyncIterable<unknown>) => Promise<void>
  /** Bytes of the file that are read. */
  readonly onProgress: (done: number) => void
}

/** Version 7 of Unix had no magic number in its headers yet; their checksums tell enough. Its types lack the option. */
const TAR_OPTIONS = {allowUnknownFormat: true, highWaterMark: 64 * 1024}

/** Reads a tar or tar.gz to its end. Only entries that may be written get through. @throws DeployError */
export const readArchive = async (
  path: string,
  {signal, onEntry, onProgress}: ReadOptions,
): Promise<void> => {
  const isCompressed = await isGzip(path)
  const source = createReadStream(path)
  source.on('data', () => onProgress(source.bytesRead))
  const unpack = extract(TAR_OPTIONS)
  const feeding = isCompressed
    ? pipeline(source, createGunzip(), unpack, {signal})
    : pipeline(source, unpack, {signal})
  // Of two that fail at once the other is waited for.
  feeding.catch(() => undefined)
  const guard = createEntryGuard()
  let entries = 0
  try {
    for await (const content of unpack) {
      const entry = entryOf(content.header)
      guard.admit(entry)
      await onEntry(entry, content)
      content.resume()
      entries += 1
    }
    await feeding
  } catch (error) {
    signal.throwIfAborted()
    throw inWords(error)
  } finally {
    source.destroy()
  }
  // rsync would empty the destination.
  if (entries === 0) throw new DeployError('the archive is empty')
  guard.finish()
}

const OTHERS: readonly (readonly [string, string])[] = [
  ['fd377a585a00', 'xz'],
  ['425a68', 'bzip2'],
  ['28b52ffd', 'zstd'],
  ['504b0304', 'zip'],
]

/** By what stands at the beginning; the name of a URL says nothing. */
const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path)
  const magic = await file.read(Buffer.alloc(6), 0, 6, 0).finally(() => file.close())
  const hex = magic.buffer.toString('hex')
  const [, other] = OTHERS.find(([beginning]) => hex.startsWith(beginning)) ?? []
  if (other !== undefined) throw new DeployError(`the archive is ${other}, and not tar or tar.gz`)
  return hex.startsWith('1f8b')
}

const inWords = (error: unknown): unknown => {
  const reason = reasonOf(error)
  if (/^Invalid (tar )?header/.test(reason))
    return new DeployError('the archive is damaged, or neither tar nor tar.gz')
  if (reason === 'Unexpected end of data' || hasCode(error, 'Z_BUF_ERROR'))
    return new DeployError('the archive is cut off')
  if (hasCode(error, 'Z_DATA_ERROR')) return new DeployError(`the archive is damaged: ${reason}`)
  return error
}
