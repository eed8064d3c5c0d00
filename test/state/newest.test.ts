import {describe, expect, it} from 'vitest'
import {createNewest} from '../../src/state/newest.ts'

const untilAborted = (signal: AbortSignal): Promise<string> =>
  new Promise(resolve => signal.addEventListener('abort', () => resolve('aborted')))

describe('work of which only the newest counts', () => {
  it('ends the one before', async () => {
    const newest = createNewest()
    const first = newest.run(untilAborted)
    const second = newest.run(async signal => signal.aborted)
    expect(await first).toBe('aborted')
    expect(await second).toBe(false)
    expect(newest.isRunning()).toBe(false)
  })

  it('is stopped, once', async () => {
    const newest = createNewest()
    const only = newest.run(untilAborted)
    expect(newest.isRunning()).toBe(true)
    expect([newest.stop(), newest.stop()]).toEqual([true, false])
    expect(await only).toBe('aborted')
  })

  it('is over when it fails', async () => {
    const newest = createNewest()
    await expect(newest.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(newest.isRunning()).toBe(false)
  })
})
