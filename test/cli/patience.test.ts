import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {untilQuiet} from '../../src/cli/exec/patience.ts'
import {createBoard} from '../../src/deploy/board/board.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'
import {ack, exit, openJobWriter} from '../support/job-writer.ts'

const {entry} = inject('cluster')

const openClient = (address: string) => {
  const client = createConsulClient({address})
  onTestFinished(client.close)
  return client
}

/** A board that two hosts must answer, which looks through a proxy; the hosts write past it. */
async function openBoard() {
  const proxy = await createFaultProxy({target: entry.httpAddress})
  onTestFinished(proxy.close)
  const client = openClient(proxy.address)
  const id = uniqueName('patience')
  const board = createBoard({client}, {root: '_rexec', id, expected: ['h1', 'h2'], dead: []})
  onTestFinished(board.close)
  await board.ready
  board.fired()
  return {board, proxy, write: openJobWriter(openClient(entry.httpAddress), {root: '_rexec', id})}
}

const forever = new AbortController().signal

describe('the patience of an exec', () => {
  it('ends where nobody says anything, or nothing more', async () => {
    const {board, write} = await openBoard()
    expect(await untilQuiet(board, {waitMs: 100}, forever)).toBe('silence')
    await write(ack('h1'), exit('h1', 0), ack('h2'))
    await until(() => board.snapshot().totals.acked === 1, 'the acks')
    expect(await untilQuiet(board, {waitMs: 100}, forever)).toBe('silence')
  })

  it('is another one while Consul is away, and begins anew when it is back', async () => {
    const {board, proxy, write} = await openBoard()
    proxy.set({kind: 'refuse'})
    const cut = untilQuiet(board, {waitMs: 600_000, cutOffMs: 300}, forever)
    await write(ack('h1'))
    expect(await cut).toBe('cutOff')
    const patient = untilQuiet(board, {waitMs: 1, cutOffMs: 600_000}, forever)
    const tries = proxy.requests.length
    const early = Promise.race([patient, until(() => proxy.requests.length > tries + 1, 'more tries')])
    expect(await early).toBe(true)
    proxy.set(undefined)
    expect(await patient).toBe('silence')
  })

  it('ends at once where hearing them is forbidden', async () => {
    const {board, proxy, write} = await openBoard()
    proxy.set({kind: 'status', status: 403, body: 'Permission denied'})
    const patience = untilQuiet(board, {waitMs: 600_000}, forever)
    await write(ack('h1'))
    expect(await patience).toBe('cutOff')
  })
})
