import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {type Decoder, field, number, object, text} from '../../api/decode.ts'

/** A process that no later one with the same number is taken for. */
export type ProcessIdentity = {
  readonly pid: number
  /** Which boot of the machine and when it started in it; empty where the system does not tell. */
  readonly born: string
}

export const decodeIdentity: Decoder<ProcessIdentity> = object(process => ({
  pid: field(process, 'pid', number),
  born: field(process, 'born', text),
}))

export const identify = (pid: number): ProcessIdentity => ({pid, born: bornOf(pid)})

/**
 * Whether that very process still runs, and does not only wait for its parent to take notice of its end. Where the system
 * cannot tell, whether any with its number does.
 */
export const isAlive = ({pid, born}: ProcessIdentity): boolean => {
  if (!isRunning(pid)) return false
  const now = bornOf(pid)
  return born === '' || now === '' || now === born
}

/** A process of another user cannot be signalled, but is one. */
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const bornOf = (pid: number): string => {
  const stat = statOf(pid)
  if (stat !== undefined)
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${stat.state === 'Z' ? 'dead' : stat.started}`
  return askPs(pid, 'lstart=')
}

type Stat = {readonly name: string; readonly state: string; readonly parent: number; readonly started: string}

/** Only Linux has /proc. The name stands in parentheses and may hold anything; see proc(5) for the rest. */
const statOf = (pid: number): Stat | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = stat.lastIndexOf(')')
    const fields = stat.slice(end + 2).split(' ')
    return {
      name: stat.slice(stat.indexOf('(') + 1, end),
      state: fields[0] ?? '',
      parent: Number(fields[1]),
      started: fields[19] ?? '',
    }
  } catch {
    return undefined
  }
}

const askPs = (pid: number, format: string): string => {
  try {
    return execFileSync('ps', ['-o', format, '-p', String(pid)], {encoding: 'utf8', stdio: 'pipe'}).trim()
  } catch {
    return ''
  }
}

/** The next one above with this name, whatever shells are between; else the parent itself. */
export const findAncestor = (parent: number, name: string): ProcessIdentity => {
  for (let pid = parent; pid > 1; pid = parentOf(pid)) {
    if (nameOf(pid) === name) return identify(pid)
  }
  return identify(parent)
}

const parentOf = (pid: number): number => statOf(pid)?.parent ?? Number(askPs(pid, 'ppid='))

const nameOf = (pid: number): string => statOf(pid)?.name ?? askPs(pid, 'comm=').replace(/^.*\//, '')
