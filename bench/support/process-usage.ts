import {readFileSync} from 'node:fs'

/** Linux reports processor time in ticks of 1/100 s on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100

/** Resident memory of a process in megabytes (2^20), and the most it ever had. */
export const memoryOf = (pid: number): {readonly now: number; readonly peak: number} => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = (field: string): number =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN)
  return {now: kilobytes('VmRSS') / 1024, peak: kilobytes('VmHWM') / 1024}
}

/** Seconds of processor time that a process has used, its own and the kernel's for it. */
export const processorSecondsOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The second field is the program's name in parentheses, which may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
