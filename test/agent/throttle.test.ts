import {expect, it} from 'vitest'
import {createThrottle, type Throttle} from '../../src/agent/run-manifest/throttle.ts'

const {signal} = new AbortController()

/** Time passes only by waiting, and by saying so. */
const createTime = () => {
  let ms = 0
  return {
    elapsed: () => ms,
    pass: (by: number) => {
      ms += by
    },
    clock: {
      now: () => ms,
      wait: async (by: number) => {
        ms += by
      },
    },
  }
}

const letPass = async (throttle: Throttle, chunks: readonly number[]): Promise<void> => {
  for (const bytes of chunks) await throttle(bytes, signal)
}

it('lets no more pass than the rate', async () => {
  const time = createTime()
  await letPass(createThrottle(1000, time.clock), [500, 1, 1499, 8000])
  expect(time.elapsed()).toBe(10_000)
})

it('does not wait where the other side is slower', async () => {
  const time = createTime()
  const throttle = createThrottle(1000, time.clock)
  time.pass(5000)
  await letPass(throttle, [1000])
  expect(time.elapsed()).toBe(6000)
})

it('does not make up for a pause with a gush', async () => {
  const time = createTime()
  const throttle = createThrottle(1000, time.clock)
  await letPass(throttle, [1000])
  time.pass(60_000)
  await letPass(throttle, [1000, 1000])
  expect(time.elapsed()).toBe(63_000)
})

it('waits for nothing without a rate', async () => {
  const time = createTime()
  await letPass(createThrottle(undefined, time.clock), [1e9])
  expect(time.elapsed()).toBe(0)
})
