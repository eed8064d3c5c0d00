import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {Writable} from 'node:stream'
import {setTimeout as delay} from 'node:timers/promises'
import {signalGroup} from './signal-group.ts'

export type ProcessOptions = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Nothing without. */
  readonly input?: Uint8Array | undefined
  /** Standard output and error, merged. */
  readonly onOutput: (bytes: Uint8Array) => void
  readonly signal: AbortSignal
}

/*
 * What a deploy has started must not go on when the agent is killed with -9, beside the next deploy to the same place. So a
 * half of the shell waits on a pipe whose other end only the agent holds: end of file without a word means that the agent is
 * gone. The other half becomes the command, whose pid is the number of the process group.
 */
const LEASH = `
( trap '' HUP INT TERM; read -r word <&3 || kill -s KILL -- -$$ ) >/dev/null 2>&1 &
exec 3<&-
exec "$@"`

/** Between the polite signal and the other one. */
const GRACE_MS = 5_000
/** What a command has left running in the background may hold its output open for ever. */
const LINGER_MS = 1_000

/** One of the two. */
export type Ending = {readonly code: number | null; readonly killedBy: NodeJS.Signals | null}

/** Runs a program to its end, in a process group of its own; 127 for one that is not there. Aborting ends the group. */
export const runOnLeash = async (
  [program, ...args]: readonly [string, ...string[]],
  {env, input, onOutput, signal}: ProcessOptions,
): Promise<Ending> => {
  const child = spawn('/bin/sh', ['-c', LEASH, 'leash', program, ...args], {
    env: {...env},
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
  })
  const leash = child.stdio[3]
  if (!(leash instanceof Writable)) throw new TypeError('the leash has no pipe')
  // A leash that is already gone needs no word.
  leash.on('error', () => undefined)
  feed(child, input)
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', onOutput)
  const closed = once(child, 'close').catch(() => undefined)
  let stopping: Promise<void> | undefined
  const stop = (): void => {
    stopping = stopGroup(child)
  }
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const [code, killedBy] = await once(child, 'exit')
    await new Promise<void>(resolve => void leash.end('done\n', () => resolve()))
    await Promise.race([closed, delay(LINGER_MS, undefined, {ref: false})])
    return {code, killedBy}
  } finally {
    signal.removeEventListener('abort', stop)
    await stopping
    letGo(child, onOutput)
  }
}

/** A command need not read what it is given. */
const feed = ({stdin}: ChildProcess, input: Uint8Array | undefined): void => {
  stdin?.on('error', () => undefined)
  stdin?.end(input)
}

/** The output of what goes on in the background is read, for it must not block or break, and is nobody's any more. */
const letGo = ({stdout, stderr}: ChildProcess, onOutput: (bytes: Uint8Array) => void): void => {
  for (const stream of [stdout, stderr]) {
    stream?.off('data', onOutput)
    stream?.resume()
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref()
  }
}

const stopGroup = async (child: ChildProcess): Promise<void> => {
  signalGroup(child.pid, 'SIGTERM')
  await Promise.race([once(child, 'exit'), delay(GRACE_MS, undefined, {ref: false})])
  signalGroup(child.pid, 'SIGKILL')
}
