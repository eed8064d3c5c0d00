import {open} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {DeployError, hasCode} from '../errors.ts'
import type {OpenSource} from './source.ts'

export const openFile = async (url: URL): Promise<OpenSource> => {
  const path = fileURLToPath(url)
  try {
    const file = await open(path)
    const stat = await file.stat()
    if (stat.isFile()) return {bytes: file.createReadStream(), total: stat.size}
    await file.close()
    throw new DeployError(`${path} is not a file`)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw new DeployError(`${path} does not exist`)
    if (hasCode(error, 'EACCES')) throw new DeployError(`${path} cannot be read: permission denied`)
    throw error
  }
}
