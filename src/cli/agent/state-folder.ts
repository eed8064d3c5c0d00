import {isAbsolute, join} from 'node:path'
import type {Environment} from '../../config.ts'
import {makePrivate, stateHome} from '../private-files.ts'

/** What is told where it can be: a flag, systemd's StateDirectory, root's own place, and that of the user (XDG). */
const stateFolder = (named: string | undefined, env: Environment): string => {
  if (named !== undefined) return named
  const given = env.STATE_DIRECTORY?.split(':')[0]
  if (given && isAbsolute(given)) return given
  return process.getuid?.() === 0 ? '/var/lib/lictor' : join(stateHome(env), 'lictor')
}

/** Makes it where it is missing. @throws Error with a sentence. */
export const openStateFolder = async (named: string | undefined, env: Environment): Promise<string> => {
  const folder = stateFolder(named, env)
  await prepare(folder)
  return folder
}

/** Of one node, whose name may hold anything: agents of several nodes may live on one host. */
export const openNodeFolder = async (stateDir: string, node: string): Promise<string> => {
  const folder = join(stateDir, `agent-${encodeURIComponent(node)}`)
  await prepare(folder)
  return folder
}

const prepare = async (folder: string): Promise<void> => {
  try {
    await makePrivate(folder)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `what has been run here cannot be written down in ${folder} (${reason}), so nothing would be run: make it a folder of this user, or name another with --state-dir`,
    )
  }
}
