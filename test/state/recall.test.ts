import {describe, expect, it} from 'vitest'
import {createRecall} from '../../src/state/recall.ts'

describe('what was typed before', () => {
  it('comes back with Up, the newest first, and what was being typed waits below', () => {
    const recall = createRecall(() => ['newer', 'older'])
    expect(recall.step(-1, 'half')).toBe('newer')
    expect(recall.step(-1, 'newer')).toBe('older')
    expect(recall.step(-1, 'older')).toBeUndefined()
    expect(recall.step(1, 'older')).toBe('newer')
    expect(recall.step(1, 'newer')).toBe('half')
    expect(recall.step(1, 'half')).toBeUndefined()
  })

  it('begins with the newest again once something else is typed, or it is reset', () => {
    const recall = createRecall(() => ['newer', 'older'])
    recall.step(-1, '')
    recall.typed('newer')
    expect(recall.step(-1, 'newer')).toBe('older')
    recall.typed('older!')
    expect(recall.step(-1, 'older!')).toBe('newer')
    recall.reset()
    expect(recall.step(-1, '')).toBe('newer')
  })
})
