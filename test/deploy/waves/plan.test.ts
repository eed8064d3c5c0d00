import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {EVENT_LIMIT, eventSize} from '../../../src/deploy/fire/event-size.ts'
import {compileFilters} from '../../../src/deploy/targets/filters.ts'
import {nodeFilter} from '../../../src/deploy/waves/node-filter.ts'
import {planWaves} from '../../../src/deploy/waves/plan.ts'
import {parseWaves} from '../../../src/deploy/waves/sizes.ts'

const names = (count: number) =>
  Array.from({length: count}, (_, place) => `web-${String(place).padStart(4, '0')}.prod.example.com`)

const plan = (waves: string, count: number, filters = {}) =>
  planWaves(
    {event: 'deploy', url: 'https://example.com/app.yml', filters, waves: parseWaves(waves)},
    names(count),
  )

const sizes = (waves: string, count: number) => plan(waves, count).waves.map(({nodes}) => nodes.length)

describe('a filter of names', () => {
  it('takes those and no others, whatever is in them', async () => {
    const name = fc.string({minLength: 1, maxLength: 6, unit: fc.constantFrom(...'ab.-+$^|()[]{}*?\\1')})
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, {minLength: 1, maxLength: 6}), name, async (wanted, other) => {
        const {takesNode} = await compileFilters({node: nodeFilter(wanted)})
        expect(wanted.filter(takesNode)).toEqual(wanted)
        expect(takesNode(other)).toBe(wanted.includes(other))
      }),
    )
  })

  it('writes once what the names share', () => {
    expect(nodeFilter(['web-01.prod', 'web-02.prod', 'web-13.prod'])).toBe('^web-(01|02|13)\\.prod$')
    expect(nodeFilter(['web-01'])).toBe('^web-01$')
    expect(nodeFilter(['web', 'web-2'])).toBe('^web(|-2)$')
  })
})

describe('waves', () => {
  it('say how many hosts have it after each', () => {
    expect(sizes('1,25%,all', 10)).toEqual([1, 2, 7])
    expect(sizes('1,25%,all', 2)).toEqual([1, 1])
    expect(sizes('2,50%', 3)).toEqual([2])
    expect(plan('2,50%', 3).leftOut.length).toBe(1)
    expect(sizes('all', 0)).toEqual([0])
  })

  it('take as many events as the names need, none too large and no host twice', () => {
    const {waves} = plan('1,all', 1_000)
    const parts = waves.flatMap(wave => wave.parts)
    expect(parts.flatMap(({nodes}) => nodes)).toEqual(names(1_000))
    expect(waves[1]?.parts.length).toBeGreaterThan(1)
    for (const {filters} of parts)
      expect(
        eventSize({name: 'deploy', payload: Buffer.from('https://example.com/app.yml'), ...filters}),
      ).toBeLessThanOrEqual(EVENT_LIMIT)
  })

  it('keep the filter of the service, and as one wave all filters', () => {
    const filters = {node: '^web', service: 'web'}
    expect(plan('all', 3, filters).waves[0]?.parts).toEqual([{filters, nodes: names(3)}])
    const [first] = plan('1,all', 3, filters).waves
    expect(first?.parts[0]?.filters).toEqual({node: nodeFilter(names(1)), service: 'web'})
  })
})
