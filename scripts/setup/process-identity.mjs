import {readFileSync} from 'node:fs'

/**
 * When a process started, in the kernel's own units; empty where the system does not tell (only Linux has /proc).
 *
 * @param {number} pid
 * @returns {string}
 */
export function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the command in parentheses and may hold spaces; starttime is field 22 of proc(5).
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

/**
 * Whether the process is alive and, where the system tells, not a later one that was given the same pid.
 *
 * @param {{pid: number, started: string}} identity
 */
export function isSameProcess({pid, started}) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false
  }
  const now = startOf(pid)
  return !started || !now || started === now
}
