import {readFileSync, writeFileSync} from 'node:fs'
import {beforeAll, describe, expect, inject, it} from 'vitest'
import {eventIndex} from '../../src/api/event.ts'
import {temporaryFolder} from '../agent/events.ts'
import {builtProgram} from '../pty/built-program.ts'
import {AT_A_GATE, listening, NOTE, openAgentHost} from '../support/agent-host.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {readDeploy} from '../support/deploy-keys.ts'
import {fire} from '../support/fire-event.ts'
import {startLictorAgent} from '../support/lictor-agent.ts'
import {childrenOf, isRunning} from '../support/processes.ts'

const {agents} = inject('cluster')
const clients = agents.filter(({server, datacenter}) => !server && datacenter === 'dc1')
const [host] = clients
const address = host?.httpAddress ?? ''
const node = host?.name ?? ''

let program: string
beforeAll(async () => {
  program = await builtProgram()
})

const openHost = (
  script: string,
  more: {readonly name?: string; readonly flags?: readonly string[]; readonly address?: string} = {},
) => openAgentHost({program, address, script, ...more})

const said = async (id: string, who = node) => (await readDeploy(address, id))[who]
const exitOf = (id: string, who = node) =>
  until(async () => (await said(id, who))?.exit, `the exit code of ${id} on ${who}`)

describe('lictor agent with a command', () => {
  it('tells it of the event as consul watch would, and Consul how it went', async () => {
    const host = openHost('echo "$1|$2|$CONSUL_INDEX|$LICTOR_EVENT_NAME"; cat; echo oops >&2; exit 3')
    await listening(host.start())
    const id = await fire(address, {name: host.name, payload: 's3://b/m.yml', node})
    expect(await exitOf(id)).toBe('3')
    const {ack, phase, output = ''} = (await said(id)) ?? {}
    expect(ack).toMatchObject({
      event: host.name,
      payload: 's3://b/m.yml',
      version: expect.stringMatching(/^\d/),
    })
    expect(phase).toEqual({phase: 'failed', during: 'received', reason: 'exit code 3'})
    const [first, json = ''] = output.split('\n')
    expect(first).toBe(`a b|$HOME|${eventIndex(id)}|${host.name}`)
    expect(JSON.parse(json)).toEqual([
      expect.objectContaining({
        ID: id,
        Name: host.name,
        Payload: 'czM6Ly9iL20ueW1s',
        NodeFilter: node,
        Version: 1,
      }),
    ])
    expect(output).toContain('oops')
  })

  it('runs on every host that the filters choose, and only there', async () => {
    const name = uniqueName('deploy')
    const hosts = clients.map(client => openHost('exit 0', {name, address: client.httpAddress}))
    const [, ...others] = clients.map(client => client.name)
    await Promise.all(hosts.map(one => listening(one.start())))
    const id = await fire(address, {name, node: `^(${others.join('|')})$`})
    await Promise.all(others.map(other => exitOf(id, other)))
    const everywhere = await fire(address, {name})
    await Promise.all(clients.map(client => exitOf(everywhere, client.name)))
    expect(Object.keys(await readDeploy(address, id)).sort()).toEqual(others.sort())
  })

  it('runs events that come together one after the other, and each of them', async () => {
    const host = openHost(
      `[ -e "$RUNS.busy" ] && echo overlap >> "$RUNS"; touch "$RUNS.busy"; ${AT_A_GATE}; rm "$RUNS.busy"`,
    )
    await listening(host.start())
    const ids: string[] = []
    for (let i = 0; i < 3; i += 1) ids.push(await fire(address, {name: host.name, payload: `${i}`}))
    await until(() => host.runs().length === 1, 'the first run')
    host.openGate()
    expect(await Promise.all(ids.map(id => exitOf(id)))).toEqual(['0', '0', '0'])
    expect(host.runs().toSorted()).toEqual(ids.toSorted())
  })

  it('gives no token away: not to the command, the log, the acknowledgements or the files', async () => {
    const secret = '8ad1e2c4-0000-4000-8000-00000000beef'
    const host = openHost('env; cat', {flags: ['--dashboard=web']})
    const agent = await listening(
      host.start({
        CONSUL_HTTP_TOKEN: secret,
        COPY_OF_IT: secret,
        AWS_PROFILE: 'deployer',
        CONSUL_HTTP_AUTH: `me:${secret}`,
      }),
    )
    const id = await fire(address, {name: host.name})
    await exitOf(id)
    const {output} = (await said(id)) ?? {}
    expect(output).toContain('AWS_PROFILE=deployer')
    expect(output).not.toContain(secret)
    expect(agent.log()).not.toContain(secret)
    expect(readFileSync(`/proc/${agent.pid}/cmdline`, 'utf8')).not.toContain(secret)
  })

  it('gives a token of a file away no more than one of a variable', async () => {
    const secret = '8ad1e2c4-0000-4000-8000-00000000beef'
    const host = openHost('env')
    writeFileSync(host.file('token'), `${secret}\n`)
    await listening(host.start({CONSUL_HTTP_TOKEN_FILE: host.file('token'), VAULTED: secret, PLAIN: 'plain'}))
    const id = await fire(address, {name: host.name})
    await exitOf(id)
    const {output} = (await said(id)) ?? {}
    expect(output).toContain('PLAIN=plain')
    expect(output).not.toContain(secret)
  })

  it('says what cannot be started', async () => {
    const name = uniqueName('deploy')
    const agent = startLictorAgent({
      program,
      args: [name, `-http-addr=${address}`, '--state-dir', temporaryFolder(), '--', '/no/such/handler'],
    })
    await listening(agent)
    const id = await fire(address, {name, node})
    expect(await exitOf(id)).toBe('127')
    expect((await said(id))?.phase?.reason).toMatch(/^\/no\/such\/handler is not there/)
  })
})

describe('an agent that ends', () => {
  it('lets the running event end after SIGTERM, and begins no other; the next one does that', async () => {
    const host = openHost(AT_A_GATE)
    const agent = await listening(host.start())
    const first = await fire(address, {name: host.name, payload: '1'})
    await until(() => host.runs().length === 1, 'the first run')
    const second = await fire(address, {name: host.name, payload: '2'})
    await until(async () => (await said(first))?.output, 'its output')
    agent.kill('SIGHUP')
    agent.kill('SIGTERM')
    await agent.logs('begins nothing more')
    host.openGate()
    expect(await agent.ended).toBe(0)
    expect(await said(first)).toMatchObject({phase: {phase: 'done'}, output: 'begun\nended\n', exit: '0'})
    expect(await said(second)).toBeUndefined()
    await listening(host.start())
    expect(await exitOf(second)).toBe('0')
    expect(host.runs()).toEqual([first, second])
  })

  it('ends the running event with everything it has started at the second signal, and says so', async () => {
    const host = openHost(`sleep 300 & echo $! > "$GATE.pid"; ${AT_A_GATE}`)
    const agent = await listening(host.start())
    const id = await fire(address, {name: host.name})
    await until(() => host.runs().length === 1, 'the run')
    agent.kill('SIGTERM')
    await agent.logs('begins nothing more')
    agent.kill('SIGTERM')
    expect(await agent.ended).toBe(0)
    expect(await said(id)).toMatchObject({
      phase: {phase: 'failed', reason: 'lictor agent was told to stop'},
      exit: '-1',
    })
    const child = Number(readFileSync(host.file('gate.pid'), 'utf8'))
    await until(() => !isRunning(child), 'what the command had started to end')
  })

  it('is found out after kill -9: what ran is reported as killed, and never run again', async () => {
    const host = openHost(AT_A_GATE)
    const agent = await listening(host.start())
    const id = await fire(address, {name: host.name})
    await until(async () => (await said(id))?.output, 'its output')
    const [worker = 0] = childrenOf(agent.pid)
    await agent.end('SIGKILL')
    await until(() => !isRunning(worker), 'the command to end with its agent')
    await listening(host.start())
    expect(await exitOf(id)).toBe('-1')
    expect((await said(id))?.phase).toEqual({
      phase: 'failed',
      during: 'received',
      reason: 'killed while running; a handler may have done part of its work',
    })
    expect(host.runs()).toEqual([id])
  })

  it('is followed by one that runs what came meanwhile, and leaves alone what was there before the first', async () => {
    const host = openHost(NOTE)
    const ancient = await fire(address, {name: host.name})
    await until(() => hears(host.name, ancient), 'the agent of Consul to hear it')
    const agent = await listening(host.start())
    await agent.logs('nobody has listened here before, so what is already there is left alone: 1')
    await agent.end()
    const meanwhile = await fire(address, {name: host.name})
    await until(() => hears(host.name, meanwhile), 'the agent of Consul to hear it')
    await listening(host.start())
    await exitOf(meanwhile)
    expect(host.runs()).toEqual([meanwhile])
    expect(await said(ancient)).toBeUndefined()
  })

  it('is followed by one that says of what may be too old that it is not run', async () => {
    const host = openHost(NOTE, {flags: ['--max-age', '0']})
    const agent = await listening(host.start())
    const live = await fire(address, {name: host.name})
    expect(await exitOf(live)).toBe('0')
    await agent.end()
    const id = await fire(address, {name: host.name})
    await until(() => hears(host.name, id), 'the agent of Consul to hear it')
    await listening(host.start())
    expect(await exitOf(id)).toBe('255')
    expect((await said(id))?.phase?.reason).toMatch(/^not run: no lictor agent was there to run it/)
    expect(host.runs()).toEqual([live])
  })

  it('shares its events with another on the same host: each is run by one of them', async () => {
    const host = openHost(NOTE)
    const both = [host.start(), host.start()]
    await Promise.all(both.map(listening))
    const ids: string[] = []
    for (let i = 0; i < 5; i += 1) ids.push(await fire(address, {name: host.name, payload: `${i}`}))
    await Promise.all(ids.map(id => exitOf(id)))
    await Promise.all(both.map(one => one.end()))
    expect(host.runs().toSorted()).toEqual(ids.toSorted())
  })
})

const hears = async (name: string, id: string): Promise<boolean> => {
  const answer = await fetch(`${address}/v1/event/list?name=${name}`)
  return (await answer.text()).includes(id)
}
