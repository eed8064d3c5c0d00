import {spawn} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {closeSync, openSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {programEnvironment} from './program-environment.ts'

/** A `consul watch` whose handler appends the time at which it was called to a file. */
export type ConsulWatch = {
  /** The next call of the handler that nobody has asked for yet, in the time of `performance.now()`. */
  readonly called: () => Promise<number>
  readonly close: () => Promise<void>
}

const NANOSECONDS_PER_MS = 1_000_000n

export const startConsulWatch = ({
  consulBin,
  address,
  what,
  directory,
}: {
  readonly consulBin: string
  readonly address: string
  readonly what: readonly string[]
  /** Where the file of times may be. */
  readonly directory: string
}): ConsulWatch => {
  const file = join(directory, randomUUID())
  closeSync(openSync(file, 'w'))
  const child = spawn(consulBin, ['watch', '-http-addr', address, ...what, `date +%s%N >> ${file}`], {
    env: programEnvironment(),
    stdio: 'ignore',
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  let asked = 0
  const called = async (): Promise<number> => {
    const index = asked
    asked += 1
    for (;;) {
      const time = readFileSync(file, 'utf8').split('\n').at(index)
      if (time) return fromWallClock(BigInt(time))
      if (child.exitCode !== null) throw new Error(`consul watch ${what.join(' ')} ended`)
      // The handler has taken the time itself: when it is read does not matter.
      await pause(20)
    }
  }
  return {
    called,
    close: () => {
      child.kill()
      return ended
    },
  }
}

/**
 * Nanoseconds since the epoch, in the time of `performance.now()`. Both clocks are read now, as they may drift apart, and at
 * the turn of a millisecond, as `Date.now()` counts whole ones.
 */
const fromWallClock = (nanoseconds: bigint): number => {
  const before = Date.now()
  while (Date.now() === before);
  const ago = BigInt(Date.now()) * NANOSECONDS_PER_MS - nanoseconds
  return performance.now() - Number(ago) / Number(NANOSECONDS_PER_MS)
}
