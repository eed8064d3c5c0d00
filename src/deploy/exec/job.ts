/** What the hosts are to run. */
export type ExecJob =
  /** A line for the shell of each agent. */
  | {readonly command: string}
  /** A program and its arguments, without a shell. */
  | {readonly args: readonly string[]}
  /** A file that each agent writes to disk and has its shell run, which does so itself where it does not begin with `#!`. */
  | {readonly script: Uint8Array}

const NANOSECONDS_PER_MS = 1e6

/** The value of the `job` key as agents read it. `waitMs`: how long a host is quiet before it sends a heartbeat. */
export const encodeJob = (job: ExecJob, waitMs: number): Uint8Array =>
  Buffer.from(JSON.stringify({...wireForm(job), Wait: Math.round(waitMs * NANOSECONDS_PER_MS)}))

const wireForm = (job: ExecJob): object => {
  if ('command' in job) return {Command: job.command}
  if ('args' in job) return {Args: job.args}
  return {Script: Buffer.from(job.script).toString('base64')}
}
