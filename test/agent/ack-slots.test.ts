import {describe, expect, it} from 'vitest'
import {createAckSlots} from '../../src/agent/acks/ack-slots.ts'
import {createManualClock} from '../api/manual-clock.ts'
import {eventOf} from './events.ts'

const {id, name} = eventOf(1)
const acknowledgement = {event: name, payload: 'url', atMs: 1, version: '1.0.0'}

const open = (category?: string) => {
  const clock = createManualClock()
  const slots = createAckSlots({eventId: id, event: name, node: 'c1', category, maxOutput: 100_000}, clock)
  /** The keys that are due now, below the node's folder, with their values. */
  const due = (): readonly string[] => {
    const taken: string[] = []
    while (slots.waitMs() === 0) {
      const step = slots.take()
      if (step === undefined) break
      const {key, value} = step.write
      taken.push(`${key.replace(`_deploy/${id}/c1/`, '')} ${Buffer.from(value)}`)
      if (step.role === 'exit') break
    }
    return taken
  }
  return {clock, slots, due}
}

describe('what a host says of an event', () => {
  it('begins with the acknowledgement and ends with the exit code, whatever came first', () => {
    const {slots, due} = open()
    slots.output(Buffer.from('hello'))
    slots.phase({phase: 'failed', during: 'pre', reason: 'it rains'})
    slots.acknowledge(acknowledgement)
    slots.close(1)
    expect(due()).toEqual([
      `ack ${JSON.stringify(acknowledgement)}`,
      'phase {"phase":"failed","during":"pre","reason":"it rains"}',
      'out/00000 hello',
      'exit 1',
    ])
  })

  it('is of each phase at once, of its numbers once a second, and always the newest', () => {
    const {slots, due, clock} = open()
    slots.phase({phase: 'fetching', done: 1, total: 100})
    expect(due()).toEqual(['phase {"phase":"fetching","done":1,"total":100}'])
    for (let done = 2; done <= 50; done += 1) slots.phase({phase: 'fetching', done, total: 100})
    expect(due()).toEqual([])
    clock.advance(slots.waitMs())
    expect(due()).toEqual(['phase {"phase":"fetching","done":50,"total":100}'])
    slots.phase({phase: 'verifying'})
    expect(due()).toEqual(['phase {"phase":"verifying"}'])
  })

  it('gathers output for half a second, or until there is enough of it', () => {
    const {slots, due, clock} = open()
    slots.output(Buffer.from('a'))
    slots.output(Buffer.from('b'))
    expect(due()).toEqual([])
    expect(slots.waitMs()).toBe(500)
    clock.advance(500)
    expect(due()).toEqual(['out/00000 ab'])
    slots.output(Buffer.from('c'.repeat(4096)))
    expect(due()).toEqual([`out/00001 ${'c'.repeat(4096)}`])
    expect(slots.waitMs()).toBe(Number.POSITIVE_INFINITY)
  })

  it('takes more at once where the writes are slower than the output', () => {
    const {slots} = open()
    slots.output(Buffer.alloc(50_000))
    expect([slots.take(), slots.take()].map(step => step?.write.value.length)).toEqual([16_384, 16_384])
  })

  it('is told to consul-kv-dashboard too, with time and status, and without what the event carries', () => {
    const {slots, due, clock} = open('web')
    slots.phase({phase: 'received'})
    const first = [slots.take(), slots.take()].at(-1)
    const seconds = BigInt(Math.floor(clock.now() / 1000))
    expect(first).toMatchObject({write: {key: 'dashboard/web/c1', flags: seconds * 1000n + 3n}})
    slots.phase({phase: 'syncing'})
    expect(due()).toEqual(['phase {"phase":"syncing"}'])
    slots.phase({phase: 'failed', during: 'syncing', reason: 'rsync ended with 23'})
    slots.close(23)
    expect(due()).toContain('dashboard/web/c1 deploy: failed while syncing: rsync ended with 23')
  })
})
