import {describe, expect, it} from 'vitest'
import {nextIndex} from '../../src/api/blocking-index.ts'

describe('the index to ask with next', () => {
  it.each([
    ['is the one that came back', '7', '8', '8'],
    ['stays where nothing happened', '8', '8', '8'],
    ['is the first that came', undefined, '8', '8'],
    ['starts over when it went backwards', '9', '8', undefined],
    ['starts over when there was none', '9', undefined, undefined],
    ['is at least 1, as 0 would make the next request spin', undefined, '0', '1'],
    ['is 1 also after a restore to nothing', '9', '0', '1'],
    ['tells neighbours beyond 2^53 apart', '9007199254740993', '9007199254740992', undefined],
    ['counts up to 2^64', '18446744073709551614', '18446744073709551615', '18446744073709551615'],
    ['compares numbers and not text', '9', '10', '10'],
  ])('%s', (_, previous, returned, next) => {
    expect(nextIndex(previous, returned)).toBe(next)
  })
})
