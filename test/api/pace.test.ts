import {describe, expect, it} from 'vitest'
import {backoffMs, createPace} from '../../src/api/pace.ts'
import {createManualClock} from './manual-clock.ts'

const {signal} = new AbortController()

describe('the pace of requests', () => {
  it('lets the first two go at once and then one every 100 ms', async () => {
    const clock = createManualClock()
    const start = clock.now()
    const pace = createPace(clock)
    const at: number[] = []
    for (let request = 0; request < 5; request += 1) {
      await pace(signal)
      at.push(clock.now() - start)
    }
    expect(at).toEqual([0, 0, 100, 200, 300])
  })

  it('costs nothing where requests are far apart', async () => {
    const clock = createManualClock()
    const pace = createPace(clock)
    for (let request = 0; request < 5; request += 1) {
      await pace(signal)
      clock.advance(100)
    }
    expect(clock.slept).toEqual([])
  })

  it('saves up no more than two, however long it was quiet', async () => {
    const clock = createManualClock()
    const pace = createPace(clock)
    clock.advance(60_000)
    for (let request = 0; request < 3; request += 1) await pace(signal)
    expect(clock.slept).toEqual([100])
  })

  it('holds nothing up when the clock of the machine is set back', async () => {
    const clock = createManualClock()
    const pace = createPace(clock)
    await pace(signal)
    clock.advance(-3_600_000)
    for (let request = 0; request < 2; request += 1) await pace(signal)
    expect(clock.slept.every(ms => ms <= 100)).toBe(true)
  })
})

describe('the pause after a failure', () => {
  it('doubles from 250 ms to 10 s', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 6, 50, 5_000].map(failures => backoffMs(failures, () => 1))
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000])
  })

  it('is at least half of that, so that many clients do not come back together', () => {
    expect([0, 3, 9].map(failures => backoffMs(failures, () => 0))).toEqual([125, 1_000, 5_000])
  })
})
