import {lstat, rename} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import {DeployError, hasCode, reasonOf} from '../../deploy/errors.ts'
import type {Archive} from '../../deploy/manifest/manifest.ts'
import type {CommandContext} from './commands.ts'
import {runLeashed} from './leashed-process.ts'

/** Brings the unpacked tree to its destination. @throws DeployError */
export const sync = (tree: string, archive: Archive, context: CommandContext): Promise<void> =>
  archive.syncStrategy === 'mv' ? move(tree, archive, context) : copy(tree, archive, context)

const copy = async (tree: string, archive: Archive, {env, log, signal}: CommandContext): Promise<void> => {
  const args = [
    ...['-a', '--delete', '-v'],
    ...(archive.excludeFrom === undefined ? [] : [`--exclude-from=${join(tree, archive.excludeFrom)}`]),
    ...archive.excludes.map(pattern => `--exclude=${pattern}`),
    `${tree}/`,
    archive.dest.endsWith('/') ? archive.dest : `${archive.dest}/`,
  ]
  log.line(`rsync [${args.join(' ')}]`)
  try {
    await runLeashed(['rsync', ...args], {env, signal, onOutput: log.bytes})
  } catch (error) {
    signal.throwIfAborted()
    const reason = reasonOf(error)
    throw new DeployError(
      reason.endsWith(' 127') ? 'rsync is not installed on this host' : `rsync failed: ${reason}`,
    )
  }
}

/** Never over anything, be it an empty folder, which rename(2) would replace. */
const move = async (tree: string, {dest}: Archive, {log}: CommandContext): Promise<void> => {
  log.line(`Rename srcdir ${tree} to dest ${dest}`)
  const to = resolve(dest)
  if (await exists(to)) {
    throw new DeployError(
      `${dest} exists already, and sync_strategy mv replaces nothing: let a pre command move it away`,
    )
  }
  try {
    await rename(tree, to)
  } catch (error) {
    if (hasCode(error, 'EXDEV'))
      throw new DeployError(`${dest} lies on another file system than the folder around it`)
    throw error
  }
}

const exists = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => undefined)) !== undefined
