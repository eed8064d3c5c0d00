import {describe, expect, it} from 'vitest'
import {formatWatch, formatWaves, readWatch, readWaves} from '../../../src/state/deploy/deploy-text.ts'

describe('waves', () => {
  it('are read as they are written; nothing is all at once', () => {
    const read = readWaves('1, 25%,all')
    expect('waves' in read && formatWaves(read.waves)).toBe('1,25%,all')
    expect(readWaves('')).toEqual({waves: [{kind: 'all'}]})
  })

  it('that cannot be meant are refused in words', () => {
    expect(readWaves('one')).toEqual({problem: 'one is no wave'})
  })
})

describe('services to watch', () => {
  it.each([
    ['', {services: [], steadyMs: 10_000}],
    ['web', {services: ['web'], steadyMs: 10_000}],
    ['web,api 30', {services: ['web', 'api'], steadyMs: 30_000}],
  ])('%j', (text, watch) => {
    expect(readWatch(text)).toEqual(watch)
  })

  it('are written as they are read', () => {
    expect(formatWatch({services: ['web', 'api'], steadyMs: 30_000})).toBe('web,api 30')
    expect(formatWatch({services: [], steadyMs: 30_000})).toBe('')
  })

  it.each(['web soon', 'web 3 4'])('%j is refused in words', text => {
    expect(readWatch(text)).toEqual({problem: `${text} is not SERVICE,SERVICE SECONDS`})
  })
})
