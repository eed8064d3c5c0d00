import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'
import {createFlash, type FlashStore} from '../../src/state/flash.ts'

let flash: FlashStore
const text = () => flash.store.getState().current?.text

beforeEach(() => {
  vi.useFakeTimers()
  flash = createFlash()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the outcome of an action', () => {
  it.each(['done', 'refused'] as const)('is shown for six seconds when it was %s', level => {
    flash.show({level, text: 'web'})
    vi.advanceTimersByTime(5_999)
    expect(text()).toBe('web')
    vi.advanceTimersByTime(1)
    expect(text()).toBeUndefined()
  })

  it('stays until it is cleared when it failed', () => {
    flash.show({level: 'failed', text: 'no leader', nextStep: 'wait'})
    vi.advanceTimersByTime(3_600_000)
    expect(flash.store.getState().current).toEqual({level: 'failed', text: 'no leader', nextStep: 'wait'})
    flash.clear()
    expect(text()).toBeUndefined()
  })

  it('has six seconds of its own, whatever was shown before', () => {
    flash.show({level: 'done', text: 'one'})
    vi.advanceTimersByTime(5_000)
    flash.show({level: 'done', text: 'two'})
    vi.advanceTimersByTime(5_999)
    expect(text()).toBe('two')
  })

  it('that failed is not cleared by the end of the one before', () => {
    flash.show({level: 'done', text: 'one'})
    flash.show({level: 'failed', text: 'two'})
    vi.advanceTimersByTime(60_000)
    expect(text()).toBe('two')
  })

  it('wakes nobody when there is nothing to clear', () => {
    let woken = 0
    flash.store.subscribe(() => {
      woken += 1
    })
    flash.clear()
    expect(woken).toBe(0)
  })
})
