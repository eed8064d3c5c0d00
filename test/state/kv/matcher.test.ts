import {describe, expect, it} from 'vitest'
import {createMatcher, TOO_SLOW} from '../../../src/state/kv/matcher.ts'

const matcherOf = (pattern: string) => {
  const matcher = createMatcher(pattern)
  if (matcher === undefined || 'error' in matcher) throw new Error(`${pattern} cannot be read`)
  return matcher
}
const entryOf = (key: string, value: string) => ({
  key,
  value: Buffer.from(value),
  flags: 0n,
  lockIndex: 0,
  createIndex: '1',
  modifyIndex: '1',
})

describe('a pattern', () => {
  it.each([
    ['LOG', ['config/api/log-level', 'log', 'config/blog']],
    ['/^config\\/.*level$/', ['config/api/log-level']],
    ['.*', []],
    ['größe', ['GRÖSSE größe']],
  ])('%s finds %j', async (pattern, wanted) => {
    const keys = ['config/api/log-level', 'log', 'config/blog', 'other', 'GRÖSSE größe']
    expect((await matcherOf(pattern).inKeys(keys, 0)).map(({key}) => key)).toEqual(wanted)
  })

  it('is not looked for in the name of the folder that is searched', async () => {
    const found = await matcherOf('config').inKeys(['config/a', 'config/config-b'], 'config/'.length)
    expect(found).toEqual([{key: 'config/config-b', inKey: {from: 7, to: 13}}])
  })

  it('that cannot be read says why, and nothing is nothing', () => {
    expect(createMatcher('/(/')).toEqual({error: 'Unterminated group'})
    expect(createMatcher('')).toBeUndefined()
  })

  it('that never comes to an end on some keys finds the others, and counts those', async () => {
    const matcher = matcherOf('/^(a+)+$/')
    const endless = `${'a'.repeat(60)}!`
    const found = await matcher.inKeys(['aaa', endless, 'aa', endless, 'b'], 0)
    expect(found.map(({key}) => key)).toEqual(['aaa', 'aa'])
    expect(matcher.skipped()).toMatchObject({slow: 2})
  })

  it('that comes to an end on none is given up', async () => {
    const matcher = matcherOf('/^(a+)+$/')
    await matcher.inKeys(Array(1_000).fill(`${'a'.repeat(60)}!`), 0)
    expect(matcher.skipped()).toMatchObject({slow: TOO_SLOW})
  })

  it('counts values of which it has seen only the beginning of a line', async () => {
    const matcher = matcherOf('/x/')
    const entries = [entryOf('short', 'x'), entryOf('long', `${'y'.repeat(30_000)}x`)]
    expect((await matcher.inValues(entries)).map(({key}) => key)).toEqual(['short'])
    expect(matcher.skipped()).toEqual({slow: 0, cut: 1})
  })
})
