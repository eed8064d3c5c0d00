import {spawn} from 'node:child_process'
import {programEnvironment} from './program-environment.ts'

/** A program that runs beside the measurement. */
export type Daemon = {
  /** When it has first written what it is known by. Rejects with all that it has written when it ends before. */
  readonly ready: Promise<void>
  readonly close: () => Promise<void>
}

export const startDaemon = (file: string, args: readonly string[], sign: RegExp): Daemon => {
  const child = spawn(file, args, {env: programEnvironment(), stdio: ['ignore', 'pipe', 'pipe']})
  let written = ''
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const ready = new Promise<void>((resolve, reject) => {
    const look = (chunk: Buffer): void => {
      written += chunk
      if (sign.test(written)) resolve()
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    void ended.then(() => reject(new Error(`${file} ${args.join(' ')} has ended: ${written}`)))
  })
  return {
    ready,
    close: () => {
      child.kill()
      return ended
    },
  }
}
