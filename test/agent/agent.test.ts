import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createAgent} from '../../src/agent/agent.ts'
import {identify} from '../../src/agent/process/process-identity.ts'
import {createConsulClient} from '../../src/api/client.ts'
import type {UserEvent} from '../../src/api/event.ts'
import {randomEventId} from '../support/deploy-keys.ts'
import {eventOf, temporaryFolder} from './events.ts'

const {entry} = inject('cluster')

/** A host on which each call is a process of its own, as those of a handler are. */
const openHost = (events: readonly string[]) => {
  const client = createConsulClient({address: entry.httpAddress})
  onTestFinished(() => client.close())
  const folder = temporaryFolder()
  const runs: string[] = []
  const agent = () =>
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
      randomDelayMs: 0,
      maxAgeMs: 60_000,
      categoryOf: () => undefined,
      signals: {drain: new AbortController().signal, stop: new AbortController().signal},
      log: () => undefined,
    })
  return {runs, handle: (heard: readonly UserEvent[], watch: string) => agent().handle(heard, watch)}
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
