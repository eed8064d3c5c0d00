import {describe, expect, it} from 'vitest'
import {completeFilters} from '../../../src/state/deploy/complete-filters.ts'
import {formatFilters, parseFilters} from '../../../src/state/deploy/filter-text.ts'

describe('filters as they are typed', () => {
  it.each([
    ['', {}],
    ['  node:^c[12]$ ', {node: '^c[12]$'}],
    ['tag:v2 service:web node:c', {node: 'c', service: 'web', tag: 'v2'}],
    ['node:', {}],
    ['node:a:b', {node: 'a:b'}],
  ])('%j names whom it says', (text, filters) => {
    expect(parseFilters(text)).toEqual({filters})
  })

  it.each([
    ['c1', 'c1 is none of node:RE, service:RE and tag:RE'],
    ['dc:dc2', 'dc:dc2 is none of node:RE, service:RE and tag:RE'],
    ['node:a node:b', 'there is one node: at the most'],
  ])('%j is refused in words', (text, problem) => {
    expect(parseFilters(text)).toEqual({problem})
  })

  it('reads what it writes', () => {
    const filters = {node: '^c', service: 'web', tag: 'v2'}
    expect(parseFilters(formatFilters(filters))).toEqual({filters})
    expect(formatFilters({})).toBe('')
  })
})

describe('completing filters', () => {
  const names = {node: ['c1', 'c10', 'db.1'], service: ['web', 'worker+'], tag: ['v2']}
  const complete = (text: string) => completeFilters(text, names)

  it('offers the filters that are not there yet', () => {
    expect(complete('')).toEqual(['node:', 'service:', 'tag:'])
    expect(complete('node:c1 s')).toEqual(['node:c1 service:'])
    expect(complete('node:c1 ')).toEqual(['node:c1 service:', 'node:c1 tag:'])
  })

  it('offers names as patterns that match nothing else', () => {
    expect(complete('node:c1')).toEqual(['node:^c1$', 'node:^c10$'])
    expect(complete('node:^d')).toEqual(['node:^db\\.1$'])
    expect(complete('node:c1 tag:v')).toEqual(['node:c1 tag:^v2$'])
  })

  it('leaves a service open at the end, because its instances have IDs of their own', () => {
    expect(complete('service:w')).toEqual(['service:web', 'service:worker\\+'])
  })

  it('offers nothing where nothing fits', () => {
    expect(complete('node:x')).toEqual([])
    expect(complete('zone:a')).toEqual([])
  })
})
