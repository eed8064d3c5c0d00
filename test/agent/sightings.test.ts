import {readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {createSightings} from '../../src/agent/journal/sightings.ts'
import type {UserEvent} from '../../src/api/event.ts'
import {eventOf, temporaryFolder} from './events.ts'

const MINUTE = 60_000

/** Looks at a list as the agent on a host does; after `restart` it is another process with the same files. */
const openHost = () => {
  const folder = temporaryFolder()
  let now = 1_700_000_000_000
  let process = 1
  const done = new Set<string>()
  const look = (events: readonly UserEvent[], listener = `process ${process}`) => {
    const sightings = createSightings({
      folder,
      event: 'deploy',
      maxAgeMs: 15 * MINUTE,
      now: () => now,
      log: () => undefined,
    })
    const {fresh, missed, isFirst} = sightings.look({events, listener, isDone: id => done.has(id)})
    for (const {id} of fresh) done.add(id)
    for (const {event} of missed) done.add(event.id)
    return {fresh: fresh.map(({lTime}) => lTime), missed: missed.map(({event}) => event.lTime), isFirst}
  }
  return {
    folder,
    look,
    pass: (minutes: number) => {
      now += minutes * MINUTE
    },
    restart: () => {
      process += 1
    },
  }
}

const [e1, e2, e3] = [eventOf(1), eventOf(2), eventOf(3)]

describe('what of the events on an agent is run', () => {
  it('is nothing of what is there when somebody looks for the first time', () => {
    const host = openHost()
    expect(host.look([e1, e2])).toEqual({fresh: [], missed: [], isFirst: true})
    expect(host.look([e1, e2])).toEqual({fresh: [], missed: [], isFirst: false})
    host.pass(3 * 24 * 60)
    expect(host.look([e1, e2])).toEqual({fresh: [], missed: [], isFirst: false})
  })

  it('is what comes afterwards, once, by Lamport time and not as it arrived', () => {
    const host = openHost()
    host.look([])
    expect(host.look([e3, e2]).fresh).toEqual([2, 3])
    expect(host.look([e3, e2]).fresh).toEqual([])
  })

  it('is what a process hears that has listened all the time', () => {
    const host = openHost()
    host.look([e1])
    host.pass(30)
    expect(host.look([e1, e2]).fresh).toEqual([2])
  })

  it('is what came while the agent was restarted, if that was not long ago', () => {
    const host = openHost()
    host.look([e1])
    host.pass(10)
    host.restart()
    expect(host.look([e1, e2])).toEqual({fresh: [2], missed: [], isFirst: false})
  })

  it('is not what may have come long ago, and that is said', () => {
    const host = openHost()
    host.look([e1])
    host.pass(7 * 24 * 60)
    host.restart()
    expect(host.look([e1, e2])).toEqual({fresh: [], missed: [2], isFirst: false})
    expect(host.look([e1, e2]).missed).toEqual([])
  })

  it('goes on being what is new after the agent of Consul has lost its list', () => {
    const host = openHost()
    host.look([e1, e2])
    host.look([])
    expect(host.look([e3]).fresh).toEqual([3])
  })

  it('is everything that a running consul watch hands over, however long it was silent', () => {
    const host = openHost()
    host.look([], 'watch 1')
    host.pass(3 * 24 * 60)
    expect(host.look([e1], 'watch 1').fresh).toEqual([1])
  })

  it('is not what a consul watch repeats when it starts', () => {
    const host = openHost()
    host.look([], 'watch 1')
    host.look([e1], 'watch 1')
    host.pass(3 * 24 * 60)
    expect(host.look([e1, e2], 'watch 2')).toEqual({fresh: [], missed: [2], isFirst: false})
    host.pass(3 * 24 * 60)
    expect(host.look([e3], 'watch 2').fresh).toEqual([3])
  })

  it('is nothing where the memory cannot be read', () => {
    const host = openHost()
    host.look([])
    for (const name of readdirSync(host.folder)) writeFileSync(join(host.folder, name), 'no JSON')
    expect(host.look([e1])).toEqual({fresh: [], missed: [], isFirst: true})
  })

  it('is kept for each name by itself, whatever the name holds', () => {
    const {folder} = openHost()
    for (const event of ['../deploy', 'deploy', 'a/b c']) {
      const {look} = createSightings({folder, event, maxAgeMs: MINUTE, now: Date.now, log: () => undefined})
      expect(look({events: [], listener: '', isDone: () => false}).isFirst).toBe(true)
    }
    expect(readdirSync(folder)).toHaveLength(3)
  })
})
