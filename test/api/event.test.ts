import {afterAll, describe, expect, inject, it} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {decodeUserEvents, eventIndex, fireEvent, listEvents, type UserEvent} from '../../src/api/event.ts'
import {watch} from '../../src/api/watch.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {bytes} from '../support/kv-tools.ts'

const {entry, agents} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

const heard = async (name: string): Promise<readonly UserEvent[]> => (await listEvents(client, {name})).data

describe('a user event', () => {
  it('is heard with its name, its payload byte for byte and its filters', async () => {
    const name = uniqueName('deploy/web é')
    const payload = new Uint8Array([0, 255, 10, 13, 65])
    const fired = await fireEvent(client, {name, payload, node: '^c', service: '', tag: ''})
    expect(fired).toMatchObject({name, nodeFilter: '^c', serviceFilter: '', tagFilter: '', lTime: 0})
    expect([...fired.payload]).toEqual([...payload])
    const events = await until(async () => {
      const events = await heard(name)
      return events.length > 0 ? events : undefined
    }, 'the event')
    expect(events).toEqual([{...fired, lTime: expect.any(Number)}])
    expect(events?.[0]?.lTime).toBeGreaterThan(0)
  })

  it('passes by those whom its filters leave out', async () => {
    const [name, after] = [uniqueName('deploy'), uniqueName('deploy')]
    await fireEvent(client, {name, payload: bytes(''), node: '^nobody$'})
    await fireEvent(client, {name: after, payload: bytes('')})
    await until(async () => (await heard(after)).length > 0, 'the later event')
    expect(await heard(name)).toEqual([])
  })

  it('is refused with a tag alone, and with an expression that RE2 does not have', async () => {
    const event = {name: uniqueName('deploy'), payload: bytes('')}
    await expect(fireEvent(client, {...event, tag: 'v1'})).rejects.toMatchObject({name: 'ConsulError'})
    await expect(fireEvent(client, {...event, node: 'c(?=1)'})).rejects.toMatchObject({name: 'ConsulError'})
  })

  it('is refused when it does not fit into gossip', async () => {
    const event = {name: uniqueName('deploy'), payload: new Uint8Array(600)}
    await expect(fireEvent(client, event)).rejects.toMatchObject({name: 'ConsulError'})
  })

  it('reaches another datacenter, and only that', async () => {
    const name = uniqueName('deploy')
    await fireEvent(client, {name, payload: bytes('x')}, {datacenter: 'dc2'})
    const there = agents.find(agent => agent.datacenter === 'dc2')
    const far = createConsulClient({address: there?.httpAddress ?? ''})
    await until(async () => (await listEvents(far, {name})).data.length > 0, 'the event in dc2').finally(
      far.close,
    )
    expect(await heard(name)).toEqual([])
  })
})

describe('the list of events', () => {
  it('has the index that the last ID makes, and wakes for each event of the name', async () => {
    const name = uniqueName('deploy')
    const stop = new AbortController()
    const seen: string[] = []
    const indexes: (string | undefined)[] = []
    const read = (options: {readonly signal: AbortSignal}) => listEvents(client, {name}, options)
    const following = (async () => {
      for await (const event of watch(read, {signal: stop.signal, unordered: true})) {
        if (event.type !== 'data') continue
        seen.splice(0, seen.length, ...event.reply.data.map(({id}) => id))
        indexes.push(event.reply.meta.index)
      }
    })()
    await until(() => indexes.length === 1, 'the empty list')
    const ids: string[] = []
    for (const payload of ['a', 'b', 'c']) {
      ids.push((await fireEvent(client, {name, payload: bytes(payload)})).id)
      await until(() => seen.length === ids.length, `event ${payload}`)
      expect(indexes.at(-1)).toBe(eventIndex(ids.at(-1) ?? ''))
    }
    stop.abort()
    await following
    expect(seen).toEqual(ids)
  })

  it('is what consul watch gives its handler, payloads missing or not', () => {
    const [event] = decodeUserEvents([{ID: 'i', Name: 'n', Payload: null, LTime: 3}])
    expect(event).toEqual({
      id: 'i',
      name: 'n',
      payload: Buffer.alloc(0),
      nodeFilter: '',
      serviceFilter: '',
      tagFilter: '',
      lTime: 3,
    })
    expect(decodeUserEvents(null)).toEqual([])
  })

  it('counts its index as the handler of consul watch is told it', () => {
    // Recorded from a real agent.
    expect(eventIndex('501e84b2-8a88-6b00-d3ef-f3ad92ffb8c0')).toBe('9507511263794025408')
  })
})
