import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {describe, expect, it, onTestFinished} from 'vitest'
import {cleanUpInterrupted} from '../../src/agent/run-manifest/running-deploy.ts'
import {until} from '../support/cluster.ts'
import {isRunning} from '../support/processes.ts'
import {DEPLOYING} from './deploying.ts'
import type {Order} from './deploying-process.ts'
import {checksumOf, createHost, type Host, pack} from './host.ts'
import {treeOf} from './tree.ts'

const ARCHIVE = pack('mkdir conf; seq 100000 > conf/numbers; echo new > file', ['conf', 'file'])

type Deploying = {
  readonly child: ChildProcess
  /** Resolves when the log has the line, and rejects when the process ends before. */
  readonly logs: (text: string) => Promise<void>
  readonly kill: () => Promise<void>
}

const start = (host: Host, url: string, stopAt?: Order['stopAt']): Deploying => {
  const order: Order = {options: {...host.options, url, id: 'event'}, stopAt}
  const child = spawn(process.execPath, [DEPLOYING, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  child.stdout?.resume()
  const lines = createInterface({input: child.stderr})
  return {
    child,
    kill,
    logs: async text => {
      for await (const line of lines) if (line === text) return
      throw new Error(`the process ended without saying ${text}`)
    },
  }
}

const stateOf = (pid: number | undefined): string =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .charAt(0)

const manifest = (host: Host, archive: Buffer, more = ''): string =>
  `src: ${host.put('app.tar', archive)}\nchecksum: ${checksumOf(archive)}\ndest: ${host.dest}\n${more}`

/** With an old tree at the destination. */
const createUsedHost = (): Host => {
  const host = createHost()
  mkdirSync(host.dest)
  writeFileSync(join(host.dest, 'old'), 'old')
  return host
}

/** What the next deploy after the kill does. */
const deployAgain = async (host: Host, archive = ARCHIVE): Promise<void> => {
  const {code, log} = await host.run({url: host.put('next.yml', manifest(host, archive))})
  expect([code, log]).toEqual([0, log])
  expect(existsSync(join(host.dest, 'old'))).toBe(false)
  expect(host.leftOvers()).toEqual([])
}

describe('a deploy that is killed with -9', () => {
  it.each([
    {phase: 'fetching', withBytes: true},
    {phase: 'verifying', withBytes: true},
    {phase: 'pre', withBytes: false},
    {phase: 'extracting', withBytes: true},
    {phase: 'syncing', withBytes: false},
  ] as const)('while $phase leaves the old tree, and the next start knows', async stopAt => {
    const host = createUsedHost()
    const before = treeOf(host.dest)
    const url = host.put('m.yml', manifest(host, ARCHIVE))
    const {child, kill} = start(host, url, stopAt)
    await until(() => stateOf(child.pid) === 'T', `the process to stand still while ${stopAt.phase}`)
    // Not while it lives: it may only be slow.
    expect(await cleanUpInterrupted(host.options.stateFolder)).toEqual([])
    await kill()
    expect(treeOf(host.dest)).toEqual(before)
    expect(host.leftOvers()).not.toEqual([])
    expect(await cleanUpInterrupted(host.options.stateFolder)).toEqual([
      {url, id: 'event', dest: host.dest, during: stopAt.phase, startedMs: expect.any(Number)},
    ])
    expect(host.leftOvers()).toEqual([])
    expect(await cleanUpInterrupted(host.options.stateFolder)).toEqual([])
    await deployAgain(host)
  })

  it('while it makes a tree to be moved leaves nothing beside the place', async () => {
    const host = createHost()
    const url = host.put('m.yml', manifest(host, ARCHIVE, 'sync_strategy: mv\n'))
    const {child, kill} = start(host, url, {phase: 'extracting', withBytes: true})
    await until(() => stateOf(child.pid) === 'T', 'the process to stand still')
    await kill()
    expect(readdirSync(join(host.folder, 'srv'))).toEqual([expect.stringMatching(/^\.lictor-/)])
    await cleanUpInterrupted(host.options.stateFolder)
    expect(readdirSync(join(host.folder, 'srv'))).toEqual([])
  })

  it.each(['pre', 'post'])('takes its %s command with it, and all that this has started', async phase => {
    const host = createUsedHost()
    const command = `sleep 300 & echo $! $$ > ${host.folder}/pids; echo ready; wait`
    const url = host.put('m.yml', manifest(host, ARCHIVE, `commands: {${phase}: ["${command}"]}\n`))
    const deploying = start(host, url)
    await deploying.logs('ready')
    const pids = readFileSync(join(host.folder, 'pids'), 'utf8').split(' ').map(Number)
    expect(pids.map(isRunning)).toEqual([true, true])
    await deploying.kill()
    await until(() => !pids.some(isRunning), 'the end of the command')
    // Nobody has to clean up first.
    await deployAgain(host)
  })

  it('while rsync runs is told so, and the next deploy makes the tree whole', async () => {
    const many = pack('mkdir many; cd many; seq 3000 | split -l 1 -a 3', ['many'])
    const host = createUsedHost()
    const url = host.put('m.yml', manifest(host, many))
    const deploying = start(host, url)
    await deploying.logs('many/xaaa')
    await deploying.kill()
    expect(readdirSync(join(host.dest, 'many')).length).toBeLessThan(3000)
    expect(await cleanUpInterrupted(host.options.stateFolder)).toMatchObject([{url, during: 'syncing'}])
    await deployAgain(host, many)
    expect(readdirSync(join(host.dest, 'many'))).toHaveLength(3000)
  })
})

it('a deploy is not taken for dead by its number: another process may have it now', async () => {
  const host = createUsedHost()
  const url = host.put('m.yml', manifest(host, ARCHIVE))
  const {child, kill} = start(host, url, {phase: 'pre', withBytes: false})
  await until(() => stateOf(child.pid) === 'T', 'the process to stand still')
  await kill()
  const [name = ''] = readdirSync(join(host.options.stateFolder, 'deploys'))
  const file = join(host.options.stateFolder, 'deploys', name)
  const record = JSON.parse(readFileSync(file, 'utf8'))
  // This process has the number, but it began at another time.
  writeFileSync(file, JSON.stringify({...record, owner: {...record.owner, pid: process.pid}}))
  await deployAgain(host)
})
