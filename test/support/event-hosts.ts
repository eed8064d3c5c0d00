import {inject, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {listEvents, type UserEvent} from '../../src/api/event.ts'
import {watch} from '../../src/api/watch.ts'
import type {DemoAgent} from '../../src/demo/cluster-types.ts'
import {ack, exit, openJobWriter, out, phase, type Word} from './job-writer.ts'

/** What a host makes of an event that it has heard. */
export type Behaviour = 'done' | 'failed' | 'silent' | 'begins'

export type HeardEvent = {readonly node: string; readonly id: string; readonly payload: string}

export type EventHosts = {
  /** In the order in which they were heard. */
  readonly heard: readonly HeardEvent[]
  /** What a host says from now on; it is asked at each event. */
  readonly behave: (node: string, behaviour: Behaviour) => void
  /** A host says more to an event that it has begun. */
  readonly say: (node: string, id: string, ...words: readonly Word[]) => Promise<void>
}

/** Hosts that hear an event from real agents, which apply its filters, and that answer as they are told to. */
export function playHosts(
  event: string,
  agents: readonly DemoAgent[] = inject('cluster').agents.filter(({datacenter}) => datacenter === 'dc1'),
  token?: string,
): EventHosts {
  const over = new AbortController()
  const heard: HeardEvent[] = []
  const behaviours = new Map<string, Behaviour>()
  const clients = new Map(
    agents.map(({name, httpAddress}) => [name, createConsulClient({address: httpAddress, token})]),
  )
  const say: EventHosts['say'] = async (node, id, ...words) => {
    const client = clients.get(node)
    if (client !== undefined) await openJobWriter(client, {root: '_deploy', id})(...words)
  }
  const answer = async (node: string, {id, name, payload}: UserEvent): Promise<void> => {
    const text = Buffer.from(payload).toString()
    heard.push({node, id, payload: text})
    const behaviour = behaviours.get(node) ?? 'done'
    if (behaviour === 'silent') return
    await say(node, id, ack(node, {event: name, payload: text, atMs: Date.now(), version: '0'}))
    await say(node, id, phase(node, {phase: 'received'}), out(node, 0, `${node} heard\n`))
    if (behaviour === 'begins') return
    const isDone = behaviour === 'done'
    const end = phase(node, isDone ? {phase: 'done'} : {phase: 'failed', during: 'pre', reason: 'no'})
    await say(node, id, end, exit(node, isDone ? 0 : 1))
  }
  const listen = async (node: string): Promise<void> => {
    const client = clients.get(node)
    if (client === undefined) return
    const known = new Set<string>()
    const events = watch<readonly UserEvent[]>(options => listEvents(client, {name: event}, options), {
      signal: over.signal,
      unordered: true,
    })
    for await (const news of events) {
      if (news.type !== 'data') continue
      for (const each of news.reply.data.filter(({id}) => !known.has(id))) {
        known.add(each.id)
        await answer(node, each)
      }
    }
  }
  const listening = Promise.allSettled(agents.map(({name}) => listen(name)))
  onTestFinished(async () => {
    over.abort()
    // What a host is saying is said to its end: a client closed under it would fail the run, not this test.
    const ends = await listening
    await Promise.all([...clients.values()].map(client => client.close()))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  })
  return {heard, behave: (node, behaviour) => void behaviours.set(node, behaviour), say}
}
