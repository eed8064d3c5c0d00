import {afterAll, beforeAll, describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {systemClock} from '../../../src/api/clock.ts'
import {putKey} from '../../../src/api/kv.ts'
import {createMatcher} from '../../../src/state/kv/matcher.ts'
import {createSearch, type SearchState} from '../../../src/state/kv/search.ts'
import {createSearchRun} from '../../../src/state/kv/search-run.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

const folder = `${uniqueName('search')}/`
beforeAll(async () => {
  const put = (name: string, value: string) => putKey(client, {key: folder + name, value: Buffer.from(value)})
  await put('api/timeout', '5s')
  await put('api/routes.yaml', 'routes:\n  - timeout: 3\n  - timeout: 4\n')
  await put('odd//timeout', 'in a folder that no path can name')
  await put('größe/日本', 'timeout and 日本')
  await put('binary', '\0\x01 timeout \xff')
  await put('other', 'nothing')
})

const searchOf = (address = entry.httpAddress) => {
  const own = createConsulClient({address})
  onTestFinished(own.close)
  return createSearch({client: own, clock: systemClock, folder, where: {}})
}
const ended = async ({store}: ReturnType<typeof searchOf>): Promise<SearchState> => {
  await until(() => !['idle', 'keys', 'values'].includes(store.getState().phase), 'the search to end')
  return store.getState()
}
const namesOf = ({hits}: SearchState) => hits.map(({key}) => key.slice(folder.length)).toSorted()

describe('a search', () => {
  it('of keys finds names, and leaves the values alone', async () => {
    const search = searchOf()
    search.setPattern('TIMEOUT')
    search.start()
    const state = await ended(search)
    expect(state.phase).toBe('done')
    expect(namesOf(state)).toEqual(['api/timeout', 'odd//timeout'])
    expect(state.progress).toMatchObject({keys: 6, valueBytes: 0})
  })

  it('of values finds lines, with their numbers, and a key once', async () => {
    const search = searchOf()
    search.setPattern('timeout')
    search.setValues(true)
    search.start()
    const state = await ended(search)
    expect(namesOf(state)).toEqual(['api/routes.yaml', 'api/timeout', 'binary', 'größe/日本', 'odd//timeout'])
    expect(state.hits.find(({key}) => key.endsWith('yaml'))?.line).toMatchObject({
      number: 2,
      text: '- timeout: 3',
      count: 2,
    })
    expect(state.progress).toMatchObject({asked: 6, read: 6})
  })

  it('that is stopped ends the transfer and keeps what it has', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    proxy.set({kind: 'stall', afterBytes: 20}, /recurse/)
    const search = searchOf(proxy.address)
    search.setPattern('timeout')
    search.setValues(true)
    search.start()
    await until(() => proxy.stalled > 0, 'the values to stall')
    expect(search.stop()).toBe(true)
    expect(search.isRunning()).toBe(false)
    await until(() => proxy.connections === 0, 'the connection to be closed')
    const state = search.store.getState()
    expect(state.phase).toBe('stopped')
    expect(namesOf(state)).toEqual(['api/timeout', 'odd//timeout'])
    expect(state.progress.next).toBe(folder)
    proxy.set(undefined, /recurse/)
    search.goOn()
    expect((await ended(search)).phase).toBe('done')
  })

  it('that fails says why, and goes on having what it has found', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    proxy.set({kind: 'cut', afterBytes: 20}, /recurse/)
    const search = searchOf(proxy.address)
    search.setPattern('timeout')
    search.setValues(true)
    search.start()
    const state = await ended(search)
    expect(state).toMatchObject({phase: 'failed', failure: expect.stringMatching(/connection to .* broke/)})
    expect(namesOf(state)).toEqual(['api/timeout', 'odd//timeout'])
  })

  it('reads values up to its budget, and goes on from there', async () => {
    const matcher = createMatcher('timeout')
    if (matcher === undefined || 'error' in matcher) throw new Error('no pattern')
    const run = createSearchRun({
      client,
      clock: systemClock,
      folder,
      where: {},
      matcher,
      values: true,
      onStep: () => undefined,
    })
    const {signal} = new AbortController()
    expect(await run.go(1, signal)).toBe('budget')
    expect(run.progress()).toMatchObject({next: folder})
    expect(await run.go(1_000_000, signal)).toBe('done')
    expect(run.hits()).toHaveLength(5)
    expect(run.progress().next).toBeUndefined()
  })
})
