import {DeployError} from '../errors.ts'
import {hideUrlSecrets} from '../manifest/source-url.ts'
import type {OpenSource} from './source.ts'

const MOST_BYTES = 1024 * 1024

/** A file that is small enough for memory, as manifests and their signatures are. @throws DeployError */
export const readSmall = async (
  {bytes}: OpenSource,
  url: string,
  signal: AbortSignal,
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    signal.throwIfAborted()
    size += chunk.length
    if (size > MOST_BYTES) throw new DeployError(`${hideUrlSecrets(url)} is more than 1 MB, and no manifest`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
