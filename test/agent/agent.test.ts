import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createAgent} from '../../src/agent/agent.ts'
import {identify} from '../../src/agent/process/process-identity.ts'
import {createConsulClient} from '../../src/api/client.ts'
import type {UserEvent} from '../../src/api/event.ts'
import {until} from '../support/cluster.ts'
import {randomEventId} from '../support/deploy-keys.ts'
import {eventOf, temporaryFolder} from './events.ts'

const {entry} = inject('cluster')

/** A host on which each call is a process of its own, as those of a handler are. */
const openHost = (events: readonly string[]) => {
  const client = createConsulClient({address: entry.httpAddress})
  onTestFinished(() => client.close())
  const folder = temporaryFolder()
  const runs: string[] = []
  const lines: string[] = []
  const never = new AbortController().signal
  const agent = ({randomDelayMs = 0, drain = never} = {}) =>
    createAgent({
      client,
      folder,
      events,
      node: 'c1',
      handler: async ({name, lTime}) => {
        runs.push(`${name} ${lTime}`)
        return 0
      },
      self: identify(process.pid),
      version: '1',
      maxOutput: 10_000,
      randomDelayMs,
      maxAgeMs: 60_000,
      categoryOf: () => undefined,
      signals: {drain, stop: never},
      log: line => void lines.push(line),
    })
  return {
    runs,
    lines,
    agent,
    handle: (heard: readonly UserEvent[], watch: string) => agent().handle(heard, watch),
  }
}

const event = (name: string, lTime: number): UserEvent => eventOf(lTime, {id: randomEventId(), name})

describe('a handler of consul watch', () => {
  it('that is one of several events takes what another watch does not mention for no news', async () => {
    const {runs, handle} = openHost(['deploy', 'rollback'])
    const [old, known, fresh] = [event('rollback', 1), event('deploy', 2), event('deploy', 3)]
    await handle([], 'watch 1')
    await handle([known], 'watch 1')
    await handle([old], 'watch 1')
    expect(runs).toEqual([])
    await handle([known, fresh], 'watch 1')
    expect(runs).toEqual(['deploy 3'])
  })

  it('that is one of one event runs the very first of it', async () => {
    const {runs, handle} = openHost(['deploy'])
    await handle([], 'watch 1')
    await handle([event('deploy', 1)], 'watch 1')
    expect(runs).toEqual(['deploy 1'])
  })
})

describe('an agent that is told to end', () => {
  it('begins nothing where it was told so before', async () => {
    const {runs, agent} = openHost(['deploy'])
    const events = [event('deploy', 1), event('deploy', 2)]
    expect(await agent({drain: AbortSignal.abort()}).runAll(events)).toBe(0)
    expect(runs).toEqual([])
    await agent().runAll(events)
    expect(runs).toEqual(['deploy 1', 'deploy 2'])
  })

  it('leaves the event that waits its delay, and those behind it, to the next', async () => {
    const {runs, lines, agent} = openHost(['deploy'])
    const events = [event('deploy', 1), event('deploy', 2)]
    const drained = new AbortController()
    const ended = agent({randomDelayMs: 3_600_000, drain: drained.signal}).runAll(events)
    await until(() => lines.some(line => /waits \d+ ms/.test(line)), 'the delay')
    drained.abort()
    expect(await ended).toBe(0)
    expect(runs).toEqual([])
    await agent().runAll(events)
    expect(runs).toEqual(['deploy 1', 'deploy 2'])
  })
})
