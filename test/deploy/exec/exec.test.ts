import {execFile} from 'node:child_process'
import {readdir, writeFile} from 'node:fs/promises'
import {promisify} from 'node:util'
import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {listKeys} from '../../../src/api/kv.ts'
import {destroySession, listNodeSessions, readSession} from '../../../src/api/session.ts'
import {groupOutputs} from '../../../src/deploy/board/groups.ts'
import {type Exec, type ExecRequest, startExec} from '../../../src/deploy/exec/exec.ts'
import {jobFolder} from '../../../src/deploy/protocol/keys.ts'
import {findTargets, type TargetQuery} from '../../../src/deploy/targets/find.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {consulBin} from '../../support/consul-binary.ts'
import {waitFor} from '../../support/exec-gate.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {ack, exit, openJobWriter, out} from '../../support/job-writer.ts'
import {bytes} from '../../support/kv-tools.ts'
import {openFolder} from '../../support/open-folder.ts'

const {entry} = inject('cluster')

const openClient = (address = entry.httpAddress) => {
  const client = createConsulClient({address})
  onTestFinished(client.close)
  return client
}

type Start = Partial<ExecRequest> & {readonly query?: TargetQuery; readonly address?: string}

/** Starts an exec as an operator would, on the agents that the query names. */
async function start(job: ExecRequest['job'], {query = {}, address, ...more}: Start = {}): Promise<Exec> {
  const client = openClient(address)
  const {datacenter: _, ...filters} = query
  const targets = more.targets ?? (await findTargets(client, query))
  const exec = await startExec({client}, {job, filters, targets, ...more})
  onTestFinished(async () => {
    exec.detach()
    await exec.ended
  })
  return exec
}

const hostOf = (exec: Exec, node: string) => exec.board.snapshot().hosts.find(each => each.node === node)

/** The hosts that ended alike, with their exit code. */
const groupsOf = (exec: Exec) =>
  groupOutputs(exec.board.snapshot().hosts).map(({nodes, exitCode}) => [nodes.join(), exitCode])

/** Nothing of it may be left, here or in its datacenter. */
async function expectNothingLeft(exec: Pick<Exec, 'id'>, where: {readonly datacenter?: string} = {}) {
  const client = openClient()
  expect((await listKeys(client, jobFolder('_rexec', exec.id), {}, where)).data).toEqual([])
  expect((await readSession(client, exec.id, where)).data).toBeUndefined()
}

describe('an exec', () => {
  it('runs on the agents that it names, and brings back what each has written', async () => {
    const exec = await start({command: 'echo out; echo err >&2; exit 3'}, {query: {node: '^c[12]$'}})
    await exec.ended
    expect(exec.snapshot()).toEqual({stage: 'finished', doubt: undefined, trouble: undefined})
    const {hosts, isComplete, firedAtMs} = exec.board.snapshot()
    expect(hosts.map(({node, state, exitCode}) => [node, state, exitCode])).toEqual([
      ['c1', 'failed', 3],
      ['c2', 'failed', 3],
    ])
    expect(isComplete).toBe(true)
    expect(hosts[0]?.ackedAtMs).toBeGreaterThanOrEqual(firedAtMs ?? Number.NaN)
    expect(exec.board.output('c1').text.split('\n').sort()).toEqual(['', 'err', 'out'])
    expect(groupsOf(exec)).toEqual([['c1,c2', 3]])
    await expectNothingLeft(exec)
  })

  it('runs a script, and a program without a shell', async () => {
    const query = {node: '^c1$'}
    const script = bytes('#!/bin/sh\nfor word in é 漢字; do echo "$word $0"; done\nexit 7\n')
    const scripted = await start({script}, {query})
    await scripted.ended
    expect(scripted.board.output('c1').text).toMatch(/^é .*\n漢字 .*\n$/)
    expect(hostOf(scripted, 'c1')?.exitCode).toBe(7)
    const plain = await start({args: ['echo', 'a b', '$HOME']}, {query})
    await plain.ended
    expect(plain.board.output('c1').text).toBe('a b $HOME\n')
    const none = await start({args: ['/no/such/program']}, {query})
    await none.ended
    expect(hostOf(none, 'c1')).toMatchObject({state: 'failed', exitCode: 255})
  })

  it('shows output while it runs, and sends heartbeats while nothing comes', async () => {
    const folder = await openFolder()
    const command = `echo begun; ${waitFor(folder)}; echo over`
    const exec = await start({command}, {query: {node: '^c1$'}, heartbeatMs: 50})
    await until(() => exec.board.output('c1').text === 'begun\n', 'the first output')
    const heardAtMs = hostOf(exec, 'c1')?.heardAtMs ?? Number.NaN
    await until(() => (hostOf(exec, 'c1')?.heardAtMs ?? 0) > heardAtMs, 'a heartbeat')
    expect(hostOf(exec, 'c1')).toMatchObject({state: 'running', lastLine: 'begun', bytes: 6})
    expect(exec.snapshot().stage).toBe('running')
    await writeFile(`${folder}/go`, '')
    await exec.ended
    expect(exec.board.output('c1').text).toBe('begun\nover\n')
  })

  it('reads no more of a large output than it was told to, and still waits for the end', async () => {
    const command = "head -c 300000 /dev/zero | tr '\\0' x; exit 4"
    const exec = await start({command}, {query: {node: '^c1$'}, capBytes: 100_000})
    await exec.ended
    expect(exec.board.output('c1')).toEqual({text: 'x'.repeat(100_000), isCut: true})
    expect(hostOf(exec, 'c1')).toMatchObject({state: 'failed', exitCode: 4, isCut: true})
  })

  it('runs in another datacenter, in a session on a node there', async () => {
    const datacenter = 'dc2'
    const folder = await openFolder()
    const exec = await start({command: `${waitFor(folder)}; echo there`}, {query: {datacenter}})
    const client = openClient()
    const {data: session} = await readSession(client, exec.id, {datacenter})
    expect(session).toMatchObject({node: 't1', behavior: 'delete', ttl: '15s', checks: []})
    await writeFile(`${folder}/go`, '')
    await exec.ended
    expect(exec.board.output('t1').text).toBe('there\n')
    expect(exec.snapshot().stage).toBe('finished')
    await expectNothingLeft(exec, {datacenter})
  })

  it('is finished by hosts that nobody expected too, and never by the dead', async () => {
    const targets = {
      datacenter: 'dc1',
      isForeign: false,
      expected: [{node: 'c1', services: []}],
      dead: [{node: 'lost', services: []}],
      passedBy: 0,
      isFiltered: false,
    }
    const exec = await start({command: 'echo hi'}, {targets, query: {node: '^c[12]$'}})
    await exec.ended
    const {hosts} = exec.board.snapshot()
    expect(hosts.find(({node}) => node === 'lost')?.state).toBe('dead')
    expect(hosts.filter(({state}) => state === 'done').map(({node}) => node)).toContain('c1')
  })

  it('takes fifty hosts that answer in any order, and waits for the one that is silent', async () => {
    const nodes = Array.from({length: 50}, (_, place) => `host${String(place).padStart(2, '0')}`)
    const targets = {
      datacenter: 'dc1',
      isForeign: false,
      expected: nodes.map(node => ({node, services: []})),
      dead: [],
      passedBy: 0,
      isFiltered: false,
    }
    const exec = await start({command: 'uptime'}, {targets, query: {node: '^nobody-at-all$'}})
    const write = openJobWriter(openClient(), {root: '_rexec', id: exec.id, session: exec.id})
    const [silent = '', ...others] = nodes
    await write(...others.map(node => ack(node)))
    await write(...others.toReversed().map(node => out(node, 0, node < 'host03' ? 'old\n' : 'new\n')))
    await write(...others.map(node => exit(node, 0)))
    await until(() => exec.board.snapshot().totals.done === 49, '49 hosts')
    const groups = groupOutputs(exec.board.snapshot().hosts)
    expect(groups.map(({nodes: alike}) => [alike.length, exec.board.output(alike[0] ?? '').text])).toEqual([
      [47, 'new\n'],
      [2, 'old\n'],
    ])
    expect(exec.snapshot().stage).toBe('running')
    await write(ack(silent), exit(silent, 0))
    await exec.ended
    expect(exec.snapshot().stage).toBe('finished')
    await expectNothingLeft(exec)
  })
})

describe('an exec that is given up', () => {
  it('leaves nothing behind but the commands, which go on', async () => {
    const folder = await openFolder()
    const command = `echo begun; ${waitFor(folder)}; touch ${folder}/went-on`
    const exec = await start({command}, {query: {node: '^c1$'}})
    await until(() => hostOf(exec, 'c1')?.state === 'running', 'the command')
    exec.detach()
    await exec.ended
    expect(exec.snapshot().stage).toBe('detached')
    expect(exec.board.snapshot().link.state).toBe('closed')
    expect(exec.board.output('c1').text).toBe('begun\n')
    await expectNothingLeft(exec)
    await writeFile(`${folder}/go`, '')
    await until(async () => (await readdir(folder)).includes('went-on'), 'the command to go on')
  })

  it('is lost when its session ends, and says so', async () => {
    const folder = await openFolder()
    const exec = await start({command: `echo begun; ${waitFor(folder)}`}, {query: {node: '^c1$'}})
    await until(() => hostOf(exec, 'c1')?.bytes === 6, 'the output')
    await destroySession(openClient(), exec.id)
    await exec.ended
    expect(exec.snapshot().stage).toBe('lost')
    expect(exec.board.output('c1').text).toBe('begun\n')
    await writeFile(`${folder}/go`, '')
  })

  it('before it was sent is as if it had never been', async () => {
    const client = openClient()
    const targets = await findTargets(client, {node: '^c1$'})
    const folder = await openFolder()
    const request = {
      job: {command: `touch ${folder}/ran`},
      filters: {node: '^c1$'},
      targets,
      replicationMs: 600_000,
    }
    const before = new Set((await listNodeSessions(client, entry.name)).data.map(({id}) => id))
    const stop = new AbortController()
    const starting = startExec({client}, request, stop.signal)
    starting.catch(() => undefined)
    const fresh = async () =>
      (await listNodeSessions(client, entry.name)).data.find(
        ({id, name}) => !before.has(id) && /Lictor/.test(name),
      )
    const session = await until(fresh, 'the session')
    const folderOf = jobFolder('_rexec', session?.id ?? '')
    await until(async () => (await listKeys(client, folderOf)).data.length === 1, 'the job')
    stop.abort()
    await expect(starting).rejects.toMatchObject({name: 'AbortError'})
    await expectNothingLeft({id: session?.id ?? ''})
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the event of an exec', () => {
  it.each([
    ['is lost', {kind: 'cut', afterBytes: 0}, 'unreachable'],
    ['cannot be read', {kind: 'corrupt'}, 'protocol'],
  ] as const)('is sent once, also when the answer to it %s', async (_, fault, kind) => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    proxy.set(fault, /event\/fire/)
    const exec = await start({command: 'echo once'}, {query: {node: '^c1$'}, address: proxy.address})
    expect(exec.snapshot().doubt).toMatchObject({kind})
    await exec.ended
    expect(exec.board.output('c1').text).toBe('once\n')
    expect(proxy.requests.filter(({path}) => path.includes('event/fire'))).toHaveLength(1)
  })

  it('that Consul refuses leaves nothing behind, and is an error', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    const job = {command: 'true'}
    const targets = await findTargets(openClient(), {node: '^c1$'})
    const starting = start(job, {targets, query: {node: '('}, address: proxy.address})
    await expect(starting).rejects.toMatchObject({name: 'ConsulError'})
    const created = proxy.requests.find(({path}) => path.includes('?acquire='))
    const id = /acquire=([0-9a-f-]+)/.exec(created?.path ?? '')?.[1] ?? ''
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    await expectNothingLeft({id})
  })

  it('is never sent by a read-only Lictor', async () => {
    const client = createConsulClient({address: entry.httpAddress, readOnly: true})
    onTestFinished(client.close)
    const targets = await findTargets(client, {})
    const starting = startExec({client}, {job: {command: 'true'}, filters: {}, targets})
    await expect(starting).rejects.toMatchObject({kind: 'readOnly'})
  })
})

describe('beside the stock consul exec', () => {
  it('neither disturbs the other', async () => {
    const folder = await openFolder()
    const exec = await start({command: `${waitFor(folder)}; echo ours`}, {query: {node: '^c[123]$'}})
    await until(() => exec.board.snapshot().hosts.every(({state}) => state !== 'silent'), 'the acks')
    const word = uniqueName('theirs')
    const args = ['exec', `-http-addr=${entry.httpAddress}`, '-node=^c[123]$', `echo ${word}`]
    const {stdout} = await promisify(execFile)(consulBin(), args)
    expect(stdout.split(word).length - 1).toBe(3)
    expect(stdout).toContain('3 / 3 node(s) completed / acknowledged')
    await writeFile(`${folder}/go`, '')
    await exec.ended
    expect(groupsOf(exec)).toEqual([['c1,c2,c3', 0]])
    expect(exec.board.output('c2').text).toBe('ours\n')
  })
})
