import {execFile} from 'node:child_process'
import {promisify} from 'node:util'
import type {ArchiveEntry} from './entry.ts'

export type Owner = {readonly uid: number; readonly gid: number}

/** Whose an entry is on this host; undefined where everything belongs to the user who unpacks. */
export type Owners = (owner: ArchiveEntry['owner']) => Promise<Owner | undefined>

/**
 * As `tar xf` does: root gives files to their owners, by name where the host knows the name and by number where it does not.
 * Nobody else can.
 */
export const createOwners = (isRoot: boolean): Owners => {
  const known = new Map<string, Promise<number | undefined>>()
  const find = (database: 'passwd' | 'group', name: string): Promise<number | undefined> => {
    const key = `${database} ${name}`
    const found = known.get(key) ?? lookUp(database, name)
    known.set(key, found)
    return found
  }
  return async ({uid, gid, uname, gname}) => {
    if (!isRoot) return undefined
    return {uid: (await find('passwd', uname)) ?? uid, gid: (await find('group', gname)) ?? gid}
  }
}

const run = promisify(execFile)

/** `getent` knows the users of directories too, and Node knows none. */
const lookUp = async (database: 'passwd' | 'group', name: string): Promise<number | undefined> => {
  // A number would be looked up as one.
  if (name === '' || /^[-+\d]/.test(name)) return undefined
  try {
    const {stdout} = await run('getent', [database, name])
    const [, , number] = stdout.split(':')
    return number === undefined ? undefined : Number(number)
  } catch {
    return undefined
  }
}
