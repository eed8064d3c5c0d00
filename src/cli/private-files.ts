import {constants as bufferConstants} from 'node:buffer'
import {randomUUID} from 'node:crypto'
import {access, chmod, constants, lstat, mkdir, open, readFile, rename, rm, stat} from 'node:fs/promises'
import {homedir, tmpdir} from 'node:os'
import {dirname, isAbsolute, join, resolve} from 'node:path'
import type {Environment} from '../config.ts'
import type {PrivateFiles} from '../state/private-files.ts'
import {inWords, reasonOf} from './file-errors.ts'

/** The files of the user who runs the program; XDG_STATE_HOME moves those that nobody has named. */
export const createPrivateFiles = (env: Environment): PrivateFiles => {
  const home = env.HOME || homedir()
  const expand = (path: string): string =>
    resolve(path === '~' || path.startsWith('~/') ? join(home, path.slice(2)) : path)
  return {
    expand,
    shorten: path => (path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path),
    read: path => inWords(expand(path), 'read', read),
    exists: async path => (await lstat(expand(path)).catch(() => undefined)) !== undefined,
    write: (path, pieces, {replace = false} = {}) =>
      inWords(expand(path), 'written', target => write(target, pieces, replace)),
    keepingFolder: () => firstUsable([join(stateHome(env), 'lictor'), join(tmpdir(), `lictor-${userId()}`)]),
  }
}

/** https://specifications.freedesktop.org/basedir-spec: a relative path is to be ignored. */
export const stateHome = ({XDG_STATE_HOME: named, HOME}: Environment): string =>
  named !== undefined && isAbsolute(named) ? named : join(HOME || homedir(), '.local', 'state')

const {MAX_STRING_LENGTH} = bufferConstants

const userId = (): number => process.getuid?.() ?? 0

const firstUsable = async (folders: readonly string[]): Promise<string> => {
  const reasons: string[] = []
  for (const folder of folders) {
    try {
      await makePrivate(folder)
      return folder
    } catch (error) {
      reasons.push(`${folder}: ${reasonOf(error)}`)
    }
  }
  throw new Error(`there is no folder to keep a copy in (${reasons.join('; ')}): set XDG_STATE_HOME to one`)
}

/**
 * A folder for this user alone. Where anyone may write, as in /tmp, the name may have been taken by somebody else.
 * @throws Error that says why.
 */
export const makePrivate = async (folder: string): Promise<void> => {
  await mkdir(folder, {recursive: true, mode: 0o700})
  const found = await lstat(folder)
  if (!found.isDirectory()) throw new Error('it is not a folder')
  if (found.uid !== userId()) throw new Error('it belongs to another user')
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700)
  await access(folder, constants.W_OK)
}

/** What is too large for a string fails in words that nobody understands. */
const read = async (path: string): Promise<string> => {
  const {size} = await stat(path)
  if (size > MAX_STRING_LENGTH) throw new Error(`${path} is too large to be read at once: ${size} bytes`)
  return readFile(path, 'utf8')
}

/** Written beside its place and then moved there, so that a half of it never has the name; a new one takes its name first. */
const write = async (path: string, pieces: AsyncIterable<string>, replace: boolean): Promise<void> => {
  const target = replace ? join(dirname(path), `.lictor-${randomUUID()}.part`) : path
  const file = await open(target, 'wx', 0o600)
  try {
    for await (const piece of pieces) await file.writeFile(piece)
    await file.sync()
    await file.close()
    if (replace) await rename(target, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(target, {force: true})
    throw error
  }
}
