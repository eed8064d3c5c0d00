import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {type Clock, systemClock} from '../../../src/api/clock.ts'
import {fireOnce} from '../../../src/deploy/fire/fire-once.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {playHosts} from '../../support/event-hosts.ts'
import {createFaultProxy, type Fault} from '../../support/fault-proxy.ts'

const {entry, agents} = inject('cluster')
const signal = new AbortController().signal
const FIRE = /event\/fire/

/** Looks as often as ever, but soon after each other. */
const hurried: Clock = {...systemClock, sleep: (ms, until) => systemClock.sleep(ms / 50, until)}

async function open(fault: Fault, clock = systemClock) {
  const proxy = await createFaultProxy({target: entry.httpAddress})
  const client = createConsulClient({address: proxy.address}, {callMs: 1_000, blockingGraceMs: 1_000})
  onTestFinished(async () => {
    await client.close()
    await proxy.close()
  })
  proxy.set(fault, FIRE)
  const name = uniqueName('deploy')
  const hosts = playHosts(name)
  const fires = () => proxy.requests.filter(({path}) => FIRE.test(path)).length
  const fire = (node: string) =>
    fireOnce(
      {client, clock},
      {name, payload: Buffer.from('file:///app.yml'), node},
      {isForeign: false, nodes: []},
      signal,
    )
  return {hosts, fires, fire, proxy}
}

describe('an event whose answer is lost', () => {
  it('is found where the asked agent has heard it, and not fired again', async () => {
    const {hosts, fires, fire} = await open({kind: 'cut', afterBytes: 5})
    const fired = await fire('^c')
    expect(fired.kind).toBe('sent')
    await until(() => hosts.heard.length === 3, 'the hosts')
    expect(hosts.heard.map(({id}) => id)).toEqual(Array(3).fill('id' in fired ? fired.id : ''))
    expect(fires()).toBe(1)
  })

  it('is found by what the hosts answer where the asked agent is none of them', async () => {
    const other = agents.find(({name, datacenter}) => datacenter === 'dc1' && name !== entry.name)?.name ?? ''
    const {hosts, fires, fire} = await open({kind: 'cut', afterBytes: 0})
    const fired = await fire(`^${other}$`)
    expect(fired).toEqual({kind: 'sent', id: hosts.heard[0]?.id})
    expect(fires()).toBe(1)
  })

  it('stays in doubt where no trace of it is found, and can be looked for again', async () => {
    const {hosts, fires, fire, proxy} = await open({kind: 'hang'}, hurried)
    const fired = await fire('^c')
    expect(fired).toMatchObject({kind: 'doubt', error: {kind: 'timeout'}})
    expect(fires()).toBe(1)
    // Somebody else fires the same, to the letter.
    proxy.set(undefined, FIRE)
    const later = await fire('^c')
    if (fired.kind !== 'doubt' || later.kind !== 'sent') throw new Error('It is in no doubt.')
    await until(() => hosts.heard.length === 3, 'the hosts')
    expect(await fired.lookAgain(signal)).toBe(later.id)
  })

  it('is certainly not out where no agent was reached, or one has refused it', async () => {
    const {fire, proxy} = await open({kind: 'status', status: 403, body: 'Permission denied'})
    await expect(fire('^c')).rejects.toMatchObject({kind: 'forbidden'})
    await proxy.close()
    await expect(fire('^c')).rejects.toMatchObject({kind: 'unreachable'})
  })

  it('may be out where a server has broken off', async () => {
    const {fire} = await open({kind: 'status', status: 500, body: 'rpc error making call: EOF'}, hurried)
    expect((await fire('^c')).kind).toBe('doubt')
  })
})
