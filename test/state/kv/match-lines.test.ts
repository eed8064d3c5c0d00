import {describe, expect, it} from 'vitest'
import {hasLongLine, LONGEST_LINE, matchLines} from '../../../src/state/kv/match-lines.ts'

describe('the lines of a value', () => {
  it.each([
    ['timeout: 5s\nretries: 3', /retries/iu, {number: 2, text: 'retries: 3', count: 1}],
    ['a\nb\n\n  A', /a/iu, {number: 1, text: 'a', count: 2}],
    ['    indented: yes', /yes/iu, {number: 1, text: 'indented: yes', count: 1}],
    ['last line\n', /$^/iu, {number: 2, text: '', count: 1}],
    ['one\r\ntwo\r\n', /two/iu, {number: 2, text: 'two\r', count: 1}],
  ])('of %j has the first that matches %s', (text, pattern, wanted) => {
    expect(matchLines(text, pattern, false)).toMatchObject(wanted)
  })

  it('marks what matches, also far into a long line', () => {
    const line = `${'x'.repeat(5_000)}needle${'y'.repeat(5_000)}`
    const found = matchLines(line, /needle/iu, true)
    expect(found?.text.slice(found.match.from, found.match.to)).toBe('needle')
    expect(found?.text.length).toBeLessThan(500)
  })

  it('are matched one by one: no pattern reaches over a line end', () => {
    expect(matchLines('a\nb', /a\sb/iu, false)).toBeUndefined()
    expect(matchLines('a\nb', /^b$/iu, false)).toMatchObject({number: 2})
  })

  it('are searched whole for a text, and for a regex as far as it is quick', () => {
    const line = `${'x'.repeat(LONGEST_LINE)}needle`
    expect(matchLines(line, /needle/iu, true)).toMatchObject({number: 1})
    expect(matchLines(line, /needle/iu, false)).toBeUndefined()
    expect(hasLongLine(`short\n${line}`)).toBe(true)
    expect(hasLongLine('short\n'.repeat(LONGEST_LINE))).toBe(false)
  })
})
