import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, readdirSync, rmSync} from 'node:fs'
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {builtProgram} from '../pty/built-program.ts'
import {type AgentHost, listening, NOTE, openAgentHost} from '../support/agent-host.ts'
import {startPrivateCluster, until} from '../support/cluster.ts'
import {consulBin} from '../support/consul-binary.ts'
import {readDeploy} from '../support/deploy-keys.ts'
import {fire} from '../support/fire-event.ts'
import {startLictorAgent} from '../support/lictor-agent.ts'

let cluster: DemoCluster
let program: string
beforeAll(async () => {
  ;[program, cluster] = await Promise.all([builtProgram(), startPrivateCluster()])
})
afterAll(() => cluster.stop())

const address = () => cluster.entry.httpAddress
const node = () => cluster.entry.name
const openHost = (script = NOTE, flags: readonly string[] = []) =>
  openAgentHost({program, address: address(), script, flags})
const exitOf = (id: string) =>
  until(async () => (await readDeploy(address(), id))[node()]?.exit, `the exit code of ${id}`)

/** `consul watch` with `lictor agent` for its handler, as from a shell. */
const startWatch = (host: AgentHost) => {
  const quoted = [process.execPath, program, ...host.args].map(word => `'${word}'`)
  const args = ['watch', `-http-addr=${address()}`, '-type=event', `-name=${host.name}`, ...quoted]
  const child: ChildProcess = spawn(consulBin(), args, {
    env: {PATH: process.env.PATH, SHELL: '/bin/sh', ...host.env},
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr?.on('data', chunk => {
    log += chunk
  })
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  onTestFinished(end)
  return {end, log: () => log, isRunning: () => child.exitCode === null}
}

test('as a handler of consul watch it runs each event once, and goes on after one that failed', async () => {
  // So that it must know the later calls of a watch from the first.
  const host = openHost(`${NOTE}; exit 3`, ['--max-age', '0'])
  const watch = startWatch(host)
  await until(() => heard(host), 'the first call')
  const first = await fire(address(), {name: host.name, payload: '1'})
  expect(await exitOf(first)).toBe('3')
  const second = await fire(address(), {name: host.name, payload: '2'})
  const third = await fire(address(), {name: host.name, payload: '3'})
  expect([await exitOf(second), await exitOf(third)]).toEqual(['3', '3'])
  expect(watch.isRunning()).toBe(true)
  expect(host.runs()).toEqual([first, second, third])
})

test('what consul watch repeats when it starts again is not run again', async () => {
  const host = openHost()
  const watch = startWatch(host)
  await until(() => heard(host), 'the first call')
  const first = await fire(address(), {name: host.name})
  await exitOf(first)
  await watch.end()
  const again = startWatch(host)
  const second = await fire(address(), {name: host.name})
  await exitOf(second)
  expect(host.runs()).toEqual([first, second])
  expect(again.log()).not.toContain('failed')
})

test('what was there before the first consul watch is left alone', async () => {
  const host = openHost()
  await fire(address(), {name: host.name})
  await until(() => lists(host.name, 1), 'the agent of Consul to hear it')
  const watch = startWatch(host)
  await until(() => watch.log().includes('is left alone'), 'the first call')
  const second = await fire(address(), {name: host.name})
  await exitOf(second)
  expect(host.runs()).toEqual([second])
})

test('with --once it runs what it is given on standard input, and its exit code says how that went', async () => {
  const host = openHost(
    `${NOTE}; read line; echo "$line" | grep -q ${Buffer.from('good').toString('base64')}`,
  )
  const good = await fire(address(), {name: host.name, payload: 'good'})
  const bad = await fire(address(), {name: host.name, payload: 'bad'})
  const give = async (stdin: string): Promise<number | null> => {
    const [, name = '', ...args] = host.args
    return startLictorAgent({program, args: [name, '--once', ...args], env: host.env, stdin}).ended
  }
  const list = async (id: string): Promise<string> => {
    const events: readonly {readonly ID: string}[] = await (
      await fetch(`${address()}/v1/event/list?name=${host.name}`)
    ).json()
    return JSON.stringify(events.filter(event => event.ID === id))
  }
  await until(() => lists(host.name, 2), 'the agent of Consul to hear them')
  expect(await give(await list(good))).toBe(0)
  expect(await give(await list(bad))).toBe(2)
  expect(await give(await list(bad))).toBe(0)
  expect(host.runs()).toEqual([good, bad])
  expect(await give('no JSON')).toBe(1)
  expect(await give('[{"ID":"../../escape","Name":"x"}]')).toBe(0)
})

test('it ends when it is told to while it still reads its standard input', async () => {
  const host = openHost()
  const [, name = '', ...args] = host.args
  const nodeFolder = host.file(`state/agent-${node()}`)
  for (const [flags, env] of [
    [['--once'], host.env] as const,
    [[], {...host.env, CONSUL_INDEX: '1'}] as const,
  ]) {
    rmSync(nodeFolder, {recursive: true, force: true})
    const agent = startLictorAgent({program, args: [name, ...flags, ...args], env, stdin: {open: true}})
    await until(() => existsSync(nodeFolder), 'it to know where it works')
    expect(await agent.end('SIGINT')).toBe(0)
  }
  expect(host.runs()).toEqual([])
})

test('it listens again when the agent of Consul has been restarted, though its list and its index begin anew', async () => {
  const host = openHost()
  const agent = await listening(host.start())
  const before = await fire(address(), {name: host.name})
  await exitOf(before)
  await cluster.kill(node())
  await agent.logs('cannot listen for')
  await cluster.restart(node())
  await until(() => agent.log().split('listens for').length === 3, 'it to listen again')
  const after = await fire(address(), {name: host.name})
  await exitOf(after)
  expect(host.runs()).toEqual([before, after])
})

test('it waits for the agent of Consul when it is started before it', async () => {
  const host = openHost()
  await cluster.kill(node())
  const agent = host.start()
  await agent.logs('waits for the Consul agent')
  await cluster.restart(node())
  await listening(agent)
  const id = await fire(address(), {name: host.name})
  await exitOf(id)
})

const heard = (host: AgentHost): boolean =>
  readdirSync(host.file(`state/agent-${node()}`)).some(name => name.startsWith('heard-'))

const lists = async (name: string, count: number): Promise<boolean> => {
  const answer = await fetch(`${address()}/v1/event/list?name=${name}`)
  const events: readonly unknown[] = await answer.json()
  return events.length === count
}
