import {EventEmitter} from 'node:events'
import {constants, openSync, writeSync} from 'node:fs'
import {holdStill} from './hold-still.ts'
import type {TtyOutput} from './tty.ts'

/** A terminal's output side that can be written to behind the frame writer's back, when the program ends. */
export type RawTtyOutput = TtyOutput & {
  readonly fd: number
  /** Forgets what the terminal has not taken yet. */
  discard?(): void
}

type StandardOutput = RawTtyOutput & {readonly isTTY?: boolean}

const RETRY_MS = 20

/**
 * The kernel hands over what was written in a task of its own, which may wait for this very processor: without a pause, for
 * as long as React goes on computing, three milliseconds and more.
 */
const HAND_OVER_MS = 0.1

/**
 * Opens the terminal behind `stdout` so that a stalled link cannot stop the program: Node's own terminal streams block
 * in `write`, and with them every signal, timer and request. The descriptor is our own, because `O_NONBLOCK` belongs to
 * the open file, which `stdout` shares with the shell. Where it cannot be opened (after `su`, without Linux's /proc), `stdout`
 * itself is the answer, and blocks.
 */
export function openTtyOutput(stdout: StandardOutput): RawTtyOutput {
  if (!stdout.isTTY) return stdout
  try {
    const {O_WRONLY, O_NONBLOCK, O_NOCTTY} = constants
    return createNonBlockingOutput(
      stdout,
      openSync(`/proc/self/fd/${stdout.fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY),
    )
  } catch {
    return stdout
  }
}

function createNonBlockingOutput(stdout: StandardOutput, fd: number): RawTtyOutput {
  const events = new EventEmitter()
  let rest: Uint8Array = new Uint8Array()
  let timer: NodeJS.Timeout | undefined

  const push = () => {
    timer = undefined
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest))
      holdStill(HAND_OVER_MS)
    } catch (error) {
      if (isFull(error)) timer = setTimeout(retry, RETRY_MS)
      else events.emit('error', error)
    }
  }
  const retry = () => {
    push()
    if (rest.length === 0) events.emit('drain')
  }
  return {
    fd,
    isTTY: true,
    get columns() {
      return stdout.columns
    },
    get rows() {
      return stdout.rows
    },
    write(text) {
      rest = rest.length > 0 ? Buffer.concat([rest, Buffer.from(text)]) : Buffer.from(text)
      if (!timer) push()
      return rest.length === 0
    },
    discard() {
      rest = new Uint8Array()
      if (!timer) return
      clearTimeout(timer)
      timer = undefined
      events.emit('drain')
    },
    on: (event, listener) => (event === 'resize' ? stdout : events).on(event, listener),
    off: (event, listener) => (event === 'resize' ? stdout : events).off(event, listener),
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}
