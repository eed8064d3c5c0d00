import {chmod, mkdir} from 'node:fs/promises'
import {dirname, join, resolve} from 'node:path'
import {DeployError, hasCode} from '../../deploy/errors.ts'
import type {Archive, Commands} from '../../deploy/manifest/manifest.ts'
import {hideUrlSecrets} from '../../deploy/manifest/source-url.ts'
import type {Phase} from '../../deploy/protocol/phase.ts'
import {readArchive} from './archive/read-archive.ts'
import {unpackArchive} from './archive/unpack.ts'
import {type CommandContext, runCommands} from './commands.ts'
import {temporaryName} from './deploy-record.ts'
import {type FetchContext, fetchFile} from './fetch.ts'
import type {Progress} from './progress.ts'
import type {RunningDeploy} from './running-deploy.ts'
import {sync} from './sync.ts'

export type DeployContext = FetchContext &
  CommandContext & {
    readonly progress: Progress
    readonly running: RunningDeploy
    readonly enter: (phase: Phase) => Promise<void>
  }

/** Stretcher's order of things, but that the archive is looked through before the first command runs. @throws DeployError */
export const deployArchive = async (
  archive: Archive,
  commands: Commands,
  context: DeployContext,
): Promise<void> => {
  const {enter, log} = context
  const file = join(
    await temporaryFolder(join(context.options.tmpFolder, temporaryName()), context),
    'archive',
  )
  const size = await download(archive, file, context)
  const reading = {signal: context.signal, onProgress: (done: number) => context.progress.move(done, size)}
  await readArchive(file, {...reading, onEntry: async () => undefined})
  await enter('pre')
  await runCommands(commands.pre, context)
  await enter('extracting')
  const tree = await treeFolder(archive, context)
  log.line(`Extract archive: ${file} to ${tree}`)
  await unpackArchive(file, tree, {isRoot: process.geteuid?.() === 0, umask: process.umask()}, reading)
  log.line(`Set dest mode 0${archive.destMode.toString(8)}`)
  await chmod(tree, archive.destMode)
  await enter('syncing')
  await sync(tree, archive, context)
  await enter('post')
  await runCommands(commands.post, context)
}

/** Resolves to the size. Nothing is unpacked that is not what the manifest means. */
const download = async (archive: Archive, file: string, context: DeployContext): Promise<number> => {
  const {enter, log, progress, options} = context
  const {src, checksum} = archive
  if (checksum === undefined) throw new DeployError('the manifest has no checksum')
  if (options.maxBandwidth !== undefined) log.line(`Set max bandwidth ${options.maxBandwidth} bytes/sec`)
  const {bytes, hex} = await fetchFile(src, file, checksum.algorithm, {...context, onProgress: progress.move})
  log.line(`Wrote ${bytes.toLocaleString('en-US')} bytes to ${file}`)
  await enter('verifying')
  if (hex !== checksum.hex) {
    throw new DeployError(`checksum mismatch of ${hideUrlSecrets(src)}: expected ${checksum.hex}, got ${hex}`)
  }
  log.line(`Checksum ok: ${hex}`)
  return bytes
}

/**
 * rsync copies, so what it copies from may lie where the host has room for such things. A rename stays within one file system,
 * so for mv the tree is made beside the destination. Either way a deploy that is killed before it syncs leaves the old tree as it
 * is; one that is killed while rsync runs does not, and its record says so.
 */
const treeFolder = async ({dest, syncStrategy}: Archive, context: DeployContext): Promise<string> => {
  const isMoved = syncStrategy === 'mv'
  const around = isMoved ? dirname(resolve(dest)) : context.options.tmpFolder
  const name = isMoved ? `.${temporaryName()}` : temporaryName()
  const folder = await temporaryFolder(join(around, name), context)
  // Inside, because its mode is the destination's, and until then nobody else is to see it.
  const tree = join(folder, 'tree')
  await mkdir(tree, {mode: 0o700})
  return tree
}

const temporaryFolder = async (folder: string, {running}: DeployContext): Promise<string> => {
  await running.addTemporary(folder)
  try {
    await mkdir(folder, {mode: 0o700})
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw new DeployError(`the folder ${dirname(folder)} does not exist`)
    if (hasCode(error, 'EACCES'))
      throw new DeployError(`nothing may be made in the folder ${dirname(folder)}: permission denied`)
    throw error
  }
  return folder
}
