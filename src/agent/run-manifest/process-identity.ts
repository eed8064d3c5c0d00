import {readFile} from 'node:fs/promises'
import {hasCode} from './errors.ts'

/** Tells a process from a later one that was given the same pid, also after a reboot. */
export type ProcessIdentity = {
  readonly pid: number
  /** In the kernel's own units; empty where the system does not tell, as without /proc. */
  readonly started: string
  readonly boot: string
}

export const identify = async (pid: number): Promise<ProcessIdentity> => ({
  pid,
  started: await startOf(pid),
  boot: await readOr('/proc/sys/kernel/random/boot_id'),
})

export const isAlive = async ({pid, started, boot}: ProcessIdentity): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!hasCode(error, 'EPERM')) return false
  }
  const now = await identify(pid)
  return now.started === started && now.boot === boot
}

/**
 * The second field is the command in parentheses and may hold spaces; starttime is field 22 of proc(5). One that is dead and
 * waits for its parent to ask has none.
 */
const startOf = async (pid: number): Promise<string> => {
  const stat = await readOr(`/proc/${pid}/stat`)
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return state === 'Z' ? 'dead' : (fields[18] ?? '')
}

const readOr = async (path: string): Promise<string> => (await readFile(path, 'utf8').catch(() => '')).trim()
