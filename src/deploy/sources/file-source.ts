import {constants, createReadStream} from 'node:fs'
import {access, stat} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {DeployError, hasCode} from '../errors.ts'
import type {OpenSource} from './source.ts'

export const openFile = async (url: URL): Promise<OpenSource> => {
  const path = fileURLToPath(url)
  try {
    await access(path, constants.R_OK)
    const found = await stat(path)
    if (found.isFile()) return {bytes: readLater(path), total: found.size}
    throw new DeployError(`${path} is not a file`)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw new DeployError(`${path} does not exist`)
    if (hasCode(error, 'EACCES')) throw new DeployError(`${path} cannot be read: permission denied`)
    throw error
  }
}

/** Opened with the first byte that is wanted: who only looks whether it is there leaves nothing open. */
async function* readLater(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path)
}
