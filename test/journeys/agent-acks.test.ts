import {beforeAll, beforeEach, describe, expect, inject, it} from 'vitest'
import {builtProgram} from '../pty/built-program.ts'
import {AT_A_GATE, listening, NOTE, openAgentHost} from '../support/agent-host.ts'
import {until} from '../support/cluster.ts'
import {readDeploy} from '../support/deploy-keys.ts'
import {createFaultProxy, type FaultProxy} from '../support/fault-proxy.ts'
import {fire} from '../support/fire-event.ts'
import {childrenOf, openFiles} from '../support/processes.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress
const noLeader = {kind: 'status', status: 500, body: 'No cluster leader'} as const

let program: string
beforeAll(async () => {
  program = await builtProgram()
})

let proxy: FaultProxy
beforeEach(async () => {
  proxy = await createFaultProxy({target: address})
  return () => proxy.close()
})

const openHost = (script: string) => openAgentHost({program, address: proxy.address, script})
const said = async (id: string) => (await readDeploy(address, id))[entry.name]
const exitOf = (id: string) => until(async () => (await said(id))?.exit, `the exit code of ${id}`)

/** Without a leader nothing can be written, but events go their way, and deploys with them. */
describe('while no server leads', () => {
  it('events are run one after the other, and what they said comes when there is a leader again', async () => {
    const host = openHost(`${NOTE}; echo said`)
    await listening(host.start())
    proxy.set(noLeader, /\/v1\/kv\//)
    const ids = [
      await fire(address, {name: host.name, payload: '1'}),
      await fire(address, {name: host.name, payload: '2'}),
    ]
    await until(() => host.runs().length === 2, 'both runs')
    expect(await readDeploy(address, ids[0] ?? '')).toEqual({})
    proxy.set(undefined, /\/v1\/kv\//)
    for (const id of ids) {
      expect(await exitOf(id)).toBe('0')
      expect(await said(id)).toMatchObject({phase: {phase: 'done'}, output: 'said\n'})
    }
  })

  it('an end that nobody could be told of is told by the next agent', async () => {
    const host = openHost(`${NOTE}; exit 7`)
    const agent = await listening(host.start())
    proxy.set(noLeader, /\/v1\/kv\//)
    const id = await fire(address, {name: host.name})
    await agent.logs('exit code 7\n')
    await agent.end('SIGKILL')
    proxy.set(undefined, /\/v1\/kv\//)
    await listening(host.start())
    expect(await exitOf(id)).toBe('7')
    expect((await said(id))?.phase).toEqual({phase: 'failed', during: 'received', reason: 'exit code 7'})
    expect(host.runs()).toEqual([id])
  })
})

describe('an agent that lives long', () => {
  it('asks for nothing but its one blocking query while nothing happens', async () => {
    await listening(openHost(NOTE).start())
    const isQuiet = () => proxy.open().length === 1 && proxy.open()[0]?.path.includes('index=')
    await until(isQuiet, 'the blocking query alone')
    const paths = proxy.requests.map(({path}) => path.replace(/\?.*/, ''))
    expect(paths.toSorted()).toEqual([
      '/v1/agent/self',
      '/v1/event/list',
      '/v1/event/list',
      '/v1/internal/acl/authorize',
    ])
  })

  it('holds no process and no file open after its events', async () => {
    const host = openHost(AT_A_GATE)
    host.openGate()
    const agent = await listening(host.start())
    const run = async (): Promise<number> => {
      await exitOf(await fire(address, {name: host.name}))
      return openFiles(agent.pid)
    }
    const before = await run()
    for (let i = 0; i < 5; i += 1) await run()
    await until(() => openFiles(agent.pid) <= before, 'no more open files than after the first')
    expect(childrenOf(agent.pid)).toEqual([])
  })
})
