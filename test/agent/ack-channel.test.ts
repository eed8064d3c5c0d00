import {beforeEach, describe, expect, inject, it, onTestFinished} from 'vitest'
import {createOpenAcks} from '../../src/agent/acks/open-acks.ts'
import {createConsulClient} from '../../src/api/client.ts'
import {systemClock} from '../../src/api/clock.ts'
import {until} from '../support/cluster.ts'
import {randomEventId, readDeploy} from '../support/deploy-keys.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')
const acknowledgement = {event: 'deploy', payload: 'url', atMs: 1, version: '1.0.0'}

let proxy: FaultProxy
beforeEach(async () => {
  proxy = await createFaultProxy({target: entry.httpAddress})
  return () => proxy.close()
})

const open = (category?: string) => {
  const client = createConsulClient({address: proxy.address})
  const lines: string[] = []
  const givenUp = new AbortController()
  onTestFinished(async () => {
    givenUp.abort()
    await client.close()
  })
  const log = (line: string): void => void lines.push(line)
  const options = {client, node: 'c1', maxOutput: 10_000, categoryOf: () => category, clock: systemClock, log}
  const id = randomEventId()
  const acks = createOpenAcks(options, givenUp.signal)({id, name: 'deploy'})
  return {acks, lines, givenUp, read: () => readDeploy(entry.httpAddress, id)}
}

const noLeader = {kind: 'status', status: 500, body: 'No cluster leader'} as const

describe('the acknowledgements of an event', () => {
  it('wait for a leader, and then come all and in order', async () => {
    proxy.set(noLeader)
    const {acks, lines, read} = open()
    acks.acknowledge(acknowledgement)
    acks.phase({phase: 'received'})
    acks.output(Buffer.from('hello'))
    await until(() => proxy.requests.length >= 3, 'it to try again')
    expect(lines).toEqual([expect.stringContaining('the acknowledgements wait: The cluster has no leader')])
    proxy.set(undefined)
    acks.phase({phase: 'done'})
    expect(await acks.close(0)).toBe(true)
    expect(await read()).toEqual({
      c1: {ack: acknowledgement, phase: {phase: 'done'}, output: 'hello', exit: '0'},
    })
    const order = proxy.requests.map(({path}) => path.replace(/^.*c1\//, ''))
    expect([...new Set(order)]).toEqual(['ack', 'phase', 'out/00000', 'exit'])
    expect(lines.at(-1)).toBe('Consul takes the acknowledgements again')
  })

  it('end where Consul refuses them, with the rule that is missing', async () => {
    proxy.set({kind: 'status', status: 403, body: 'Permission denied'})
    const {acks, lines, read} = open()
    acks.acknowledge(acknowledgement)
    acks.phase({phase: 'received'})
    expect(await acks.close(0)).toBe(false)
    expect(lines).toEqual([
      expect.stringMatching(/The token needs key "_deploy\/\S+\/c1\/ack" \{ policy = "write" \}/),
    ])
    expect(proxy.requests).toHaveLength(1)
    expect(await read()).toEqual({})
  })

  it('do without a dashboard that may not be written', async () => {
    proxy.set({kind: 'status', status: 403, body: 'Permission denied'}, /dashboard/)
    const {acks, lines, read} = open('web')
    acks.acknowledge(acknowledgement)
    acks.phase({phase: 'done'})
    expect(await acks.close(0)).toBe(true)
    expect(lines).toEqual([expect.stringContaining('key "dashboard/web/c1" { policy = "write" }')])
    expect(await read()).toMatchObject({c1: {phase: {phase: 'done'}, exit: '0'}})
  })

  it('are given up when nobody can wait any longer', async () => {
    proxy.set(noLeader)
    const {acks, givenUp} = open()
    acks.acknowledge(acknowledgement)
    const closed = acks.close(0)
    givenUp.abort()
    expect(await closed).toBe(false)
  })

  it('are few writes, however much is written and however often', async () => {
    const {acks, read} = open()
    acks.acknowledge(acknowledgement)
    for (let done = 0; done < 5_000; done += 1) {
      acks.phase({phase: 'fetching', done, total: 5_000})
      acks.output(Buffer.from(`line ${done}\n`))
    }
    acks.phase({phase: 'done'})
    await acks.close(0)
    expect(proxy.requests.length).toBeLessThanOrEqual(7)
    const {c1} = await read()
    expect(c1?.output).toMatch(
      /^line 0\n[\s\S]*\n\[lictor: \d+ bytes are cut out here\]\n[\s\S]*line 4999\n$/,
    )
  })
})
