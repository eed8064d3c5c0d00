import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {type EventFire, fireEvent} from '../../../src/api/event.ts'
import {EVENT_LIMIT, eventSize} from '../../../src/deploy/fire/event-size.ts'
import {uniqueName} from '../../support/cluster.ts'

const {entry} = inject('cluster')

/** Nobody hears them. */
const nobody = '^-$'

/** A cluster that has seen few events writes their number in fewer bytes. */
const YOUNG = 4

describe('the size of an event', () => {
  it('is what Consul takes at the most, and a few bytes more are refused', async () => {
    const client = createConsulClient({address: entry.httpAddress})
    onTestFinished(client.close)
    const shapes: readonly Omit<EventFire, 'payload'>[] = [
      {name: 'd', node: nobody},
      {name: uniqueName('a-name-that-is-rather-long-as-names-go'), node: nobody},
      {name: 'deploy', node: nobody, service: 's'.repeat(31), tag: 't'.repeat(32)},
      {name: 'deploy', node: `${nobody}|${'n'.repeat(300)}-`, service: 'web'},
    ]
    for (const shape of shapes) {
      const sized = (bytes: number): EventFire => ({...shape, payload: Buffer.alloc(bytes, 'x')})
      const fitting = Array.from({length: 500}, (_, bytes) => bytes).findLast(
        bytes => eventSize(sized(bytes)) <= EVENT_LIMIT,
      )
      await expect(fireEvent(client, sized(fitting ?? 0))).resolves.toBeDefined()
      await expect(fireEvent(client, sized((fitting ?? 0) + YOUNG + 1))).rejects.toMatchObject({
        kind: 'invalid',
        details: expect.stringContaining('512 bytes'),
      })
    }
  })
})
