import {execFile} from 'node:child_process'
import {EventEmitter} from 'node:events'
import {readdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {listKeys} from '../../src/api/kv.ts'
import {destroySession, listNodeSessions} from '../../src/api/session.ts'
import {jobFolder} from '../../src/deploy/protocol/keys.ts'
import {register} from '../support/agent-calls.ts'
import {startPrivateCluster, uniqueName, until} from '../support/cluster.ts'
import {consulBin} from '../support/consul-binary.ts'
import {waitFor} from '../support/exec-gate.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'
import {openFolder} from '../support/open-folder.ts'
import {lictor, type Outcome, type Surroundings} from './lictor.ts'

const {entry, agents} = inject('cluster')

/** Patient, since a busy machine is no silence. */
const exec = (args: readonly string[], {env, ...more}: Surroundings = {}) =>
  lictor(['exec', '--wait', '20s', ...args], {env: {CONSUL_HTTP_ADDR: entry.httpAddress, ...env}, ...more})

const client = () => {
  const opened = createConsulClient({address: entry.httpAddress})
  onTestFinished(opened.close)
  return opened
}

/** One that can be looked at and stopped while it runs. */
function begin(args: readonly string[], surroundings: Surroundings = {}) {
  const live = {out: '', err: ''}
  const signals = new EventEmitter()
  return {live, signals, ended: exec(args, {live, signals, ...surroundings})}
}

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n')
const objectsIn = (text: string) => linesOf(text).map(line => JSON.parse(line))

describe('lictor exec', () => {
  it('says who must answer, then what each says and how it ends, and that all are the same', async () => {
    const {code, out, err} = await exec(['--node', '^c[123]$', 'echo one; echo; echo two >&2'])
    expect(code).toBe(0)
    expect(err).toBe('lictor: 3 agents must answer: c1, c2 and c3.\n')
    const lines = linesOf(out)
    for (const node of ['c1', 'c2', 'c3']) {
      const own = lines.filter(line => line.startsWith(node))
      expect(own.slice(0, -1).toSorted()).toEqual([`${node} |`, `${node} | one`, `${node} | two`])
      expect(own.at(-1)).toBe(`${node} = exit 0`)
    }
    expect(lines.slice(-3)).toEqual(['', '3 the same, output and exit code.', '3 done.'])
  })

  it('ends with 2 where a command fails, and tells who differs', async () => {
    const {code, out} = await exec([
      '--node=^c[123]$',
      'case $PWD in */c2) echo odd; exit 3;; *) echo even;; esac',
    ])
    expect(code).toBe(2)
    expect(linesOf(out).filter(line => line.startsWith('c2'))).toEqual(['c2 | odd', 'c2 = exit 3'])
    expect(linesOf(out).slice(-4)).toEqual([
      '2 the same, output and exit code; 1 differs.',
      '  2  exit 0  c1 and c3',
      '  1  exit 3  c2',
      '2 done, 1 failed.',
    ])
    const others = await exec(['--node=^c[123]$', 'echo $PWD; case $PWD in */c2) kill -9 $$; esac'])
    expect(linesOf(others.out).slice(-4)).toEqual([
      'No two have ended the same.',
      '  2  exit 0              c1 and c3',
      '  1  killed by a signal  c2',
      '2 done, 1 failed.',
    ])
  })

  it('takes only those that have such a service', async () => {
    const [, second] = agents.filter(({server, datacenter}) => !server && datacenter === 'dc1')
    const name = uniqueName('exec')
    await register(second?.httpAddress ?? '', {Name: name, ID: `${name}-id`, Tags: ['blue']})
    await until(async () => {
      const {err} = await exec(['-service', `^${name}-id$`, '-tag', '^blue$', 'true'])
      return err === `lictor: 1 agent must answer: ${second?.name}.\n`
    }, 'the service')
    const other = await exec(['-service', `${name}-id`, '-tag', '^green$', 'true'])
    expect([other.code, other.out]).toEqual([2, ''])
    expect(other.err).toContain('against the IDs of their own services')
  })

  it('runs in another datacenter', async () => {
    const {code, out} = await exec(['--datacenter', 'dc2', 'echo there'])
    expect(code).toBe(0)
    expect(out).toBe('t1 | there\nt1 = exit 0\n\n1 done.\n')
  })

  it('sends a script from a file or from standard input', async () => {
    const file = join(await openFolder(), 'script')
    await writeFile(file, '#!/bin/sh\nfor word in é 漢字; do echo "$word"; done\n')
    const fromFile = await exec(['--node', '^c1$', '--script', file])
    expect(fromFile.out).toBe('c1 | é\nc1 | 漢字\nc1 = exit 0\n\n1 done.\n')
    const fromInput = await exec(['--node', '^c1$', '-'], {stdin: 'echo piped\nexit 5\n'})
    expect([fromInput.code, fromInput.out]).toEqual([2, 'c1 | piped\nc1 = exit 5\n\n0 done, 1 failed.\n'])
  })

  it.each([
    ['flags of its own', ['echo', '-lax', '--node', '-h'], '-lax --node -h'],
    ['flags behind --', ['--', 'echo', '-lax'], '-lax'],
    ['a -- of its own', ['echo', 'a', '--', '-b'], 'a -- -b'],
    ['words that a shell reads', ['echo', '$((1 + 1))', '"a  b"'], '2 a  b'],
    ['words as they are', ['-shell=false', 'echo', '$HOME', 'a  b'], '$HOME a  b'],
    ['words as they are, with two dashes', ['--no-shell', 'echo', '*'], '*'],
  ])('leaves a command as it was typed: %s', async (_, args, said) => {
    const {code, out} = await exec(['-node=^c1$', ...args])
    expect([code, out]).toEqual([0, `c1 | ${said}\nc1 = exit 0\n\n1 done.\n`])
  })

  it('prints JSON of a shape that stays', async () => {
    const {code, out, err} = await exec(['--json', '--node', '^c1$', 'printf "é\\n"; exit 3'])
    expect([code, err]).toEqual([2, ''])
    expect(objectsIn(out)).toEqual([
      {
        type: 'targets',
        datacenter: 'dc1',
        expected: [{node: 'c1', services: []}],
        dead: [],
        isFiltered: false,
      },
      {type: 'begun', id: expect.stringMatching(/^[0-9a-f-]{36}$/)},
      {type: 'ack', node: 'c1', expectation: 'expected', at: expect.stringMatching(/^20.*Z$/)},
      {type: 'output', node: 'c1', text: 'é\n'},
      {type: 'exit', node: 'c1', exitCode: 3, at: expect.stringMatching(/^20.*Z$/), bytes: 3, isCut: false},
      {
        type: 'end',
        result: 'finished',
        totals: expect.objectContaining({hosts: 1, expected: 1, done: 0, failed: 1, silent: 0}),
        groups: [{exitCode: 3, nodes: ['c1'], isCut: false}],
        silences: [],
      },
    ])
  })

  it('lets no text of a host do more on a terminal than print, and leaves it as it is elsewhere', async () => {
    const args = ['--node', '^c1$', 'printf "red \\033[31m bell \\007 back\\rover\\r\\n\\302\\2331m\\n"']
    const screen = await exec(args, {isTTY: true})
    expect(screen.out).toBe('c1 | red  bell ␇ back\nc1 | over\nc1 |\nc1 = exit 0\n\n1 done.\n')
    const file = await exec(args)
    expect(file.out).toContain('c1 | red \x1b[31m bell \x07 back\rover\r\nc1 | \x9b1m\n')
    const json = await exec(['--json', ...args])
    expect(json.out).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u)
    expect(objectsIn(json.out).find(({type}) => type === 'output').text).toContain('\x9b1m')
  })

  it('shows a line that waits for its end, and on a terminal how far it is', async () => {
    const folder = await openFolder()
    const command = `printf 'go on? '; ${waitFor(folder)}; echo yes`
    const {live, ended} = begin(['--wait', '100ms', '--node', '^c1$', command], {isTTY: true})
    await until(() => live.out === 'c1 | go on? \n', 'the question')
    expect(live.err).toContain('\r\x1b[K0 of 1 ended, 1 under way')
    await writeFile(`${folder}/go`, '')
    const {out, err} = await ended
    expect(out).toContain('c1 | go on? \nc1 | yes\nc1 = exit 0')
    expect(err.endsWith('\r\x1b[K')).toBe(true)
  })
})

describe('an exec that is stopped', () => {
  it('by Ctrl-C says what goes on, and leaves nothing behind', async () => {
    const folder = await openFolder()
    const command = `echo begun; ${waitFor(folder)}; touch ${folder}/went-on`
    const {live, signals, ended} = begin(['--json', '--node', '^c1$', command])
    await until(() => live.out.includes('begun\\n'), 'the output')
    signals.emit('SIGINT', 'SIGINT')
    const {code, out, err} = await ended
    expect(code).toBe(130)
    expect(err).toBe(
      'lictor: Ctrl-C: detached, as nothing can stop what runs. c1 still runs and goes on to its end. Its further output and its exit code are lost.\n',
    )
    expect(signals.listenerCount('SIGINT')).toBe(0)
    const [, {id}] = objectsIn(out)
    expect(objectsIn(out).at(-1)).toMatchObject({type: 'end', result: 'detached'})
    expect((await listKeys(client(), jobFolder('_rexec', id))).data).toEqual([])
    const sessions = await listNodeSessions(client(), entry.name)
    expect(sessions.data.map(session => session.id)).not.toContain(id)
    await writeFile(`${folder}/go`, '')
    await until(async () => (await readdir(folder)).includes('went-on'), 'the command to go on')
  })

  it('before it was sent says that nothing runs', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    proxy.set({kind: 'hang'}, /session\/create/)
    const {signals, ended} = begin(['--node', '^c1$', 'true'], {env: {CONSUL_HTTP_ADDR: proxy.address}})
    await until(() => proxy.open().some(({path}) => path.includes('session/create')), 'the session')
    signals.emit('SIGTERM', 'SIGTERM')
    const {code, out, err} = await ended
    expect([code, out]).toEqual([143, ''])
    expect(err).toContain('lictor: SIGTERM: nothing was sent, and nothing runs.\n')
  })

  it('by the loss of its session is an error', async () => {
    const folder = await openFolder()
    const {live, ended} = begin(['--json', '--node', '^c1$', `echo begun; ${waitFor(folder)}`])
    await until(() => live.out.includes('begun\\n'), 'the output')
    await destroySession(client(), objectsIn(live.out)[1].id)
    const {code, out, err} = await ended
    expect(code).toBe(1)
    expect(err).toContain('what they had yet to say is lost')
    expect(objectsIn(out).at(-1)).toMatchObject({result: 'lost', totals: {running: 1}})
  })
})

describe('an exec that does not begin', () => {
  it.each([
    [
      'nobody is there for it',
      ['--node', '^nobody$', 'true'],
      2,
      'No living agent of dc1 matches --node ^nobody$. Nothing was sent.',
    ],
    ['nothing may be changed', ['--read-only', 'true'], 1, 'Nothing is run, because of --read-only.'],
    ['Consul is away', ['-http-addr=127.0.0.1:1', 'true'], 1, '127.0.0.1:1'],
    ['a filter is none', ['--node', '(', 'true'], 64, 'Consul cannot read the node filter'],
    ['a tag has no service', ['--tag', 'blue', 'true'], 64, 'only together with a service filter'],
    ['there is no command', [], 64, 'exec needs a command'],
    ['there are two', ['--script', 'file', 'true'], 64, 'not both: true'],
    [
      'there is no such script',
      ['--script', '/no/such'],
      64,
      'the script /no/such cannot be read: it does not exist',
    ],
    ['a script needs no shell', ['--no-shell', '-'], 64, '--no-shell is for a command'],
    ['a time is none', ['--wait', 'long', 'true'], 64, '--wait takes a duration'],
    ['a time is too short', ['--wait', '1ms', 'true'], 64, '--wait takes 100 ms at the least'],
    ['a flag is unknown', ['--bogus', 'true'], 64, '--bogus'],
  ])('because %s', async (_, args, expected, reason) => {
    const {code, out, err} = await exec(args)
    expect([code, out]).toEqual([expected, ''])
    expect(err).toContain(reason)
  })

  it('because the script is empty', async () => {
    const {code, err} = await exec(['-'], {stdin: ''})
    expect([code, err]).toEqual([64, 'lictor: the script on standard input is empty\n'])
  })

  it('because Consul refuses, and leaves nothing', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    proxy.set({kind: 'status', status: 403, body: 'Permission denied'}, /event\/fire/)
    const {code, out, err} = await exec(['--node', '^c1$', 'true'], {env: {CONSUL_HTTP_ADDR: proxy.address}})
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/event.*_rexec/)
  })
})

describe('agents that do not answer', () => {
  it('are given up in the midst, explained when silent, and known beforehand when dead', async () => {
    const cluster = await startPrivateCluster({topology: {dc1: {servers: 1, clients: 2}}})
    onTestFinished(cluster.stop)
    const env = {CONSUL_HTTP_ADDR: cluster.entry.httpAddress}
    const command = `echo begun; ${waitFor(await openFolder())}`
    const {live, ended} = begin(['--wait', '500ms', '--node', '^c2$', command], {env})
    await until(() => live.out.includes('begun'), 'the output')
    await cluster.kill('c2', 'SIGSTOP')
    const midst = await ended
    expect([midst.code, midst.out]).toEqual([
      2,
      'c2 | begun\n\nc2 has begun, and not ended yet.\n0 done, 1 not ended.\n',
    ])
    expect(midst.err).toContain('sign of life for too long. c2 still runs and goes on to its end.')
    await cluster.kill('c2', 'SIGCONT')
    await until(async () => {
      const {code} = await exec(['--wait', '1s', '--node', '^c2$', 'true'], {env})
      return code === 0
    }, 'c2 to be back')

    await cluster.kill('c2', 'SIGSTOP')
    const silent = await exec(['--wait', '1s', '--node', '^c', 'echo hi'], {env})
    expect(silent.code).toBe(2)
    expect(silent.err).toContain('No agent has given a sign of life for too long. c2 has not answered.')
    expect(silent.out).toContain('c1 | hi\nc1 = exit 0\n')
    expect(silent.out).toMatch(
      /\nc2 is silent, for one of these reasons:\n( {2}\S.*\n){2,}1 done, 1 silent\.\n$/,
    )

    await cluster.kill('c2')
    let dead: Outcome = silent
    await until(async () => {
      dead = await exec(['--wait', '1s', '--node', '^c', 'echo hi'], {env})
      return dead.err.includes('lost by gossip')
    }, 'gossip to lose c2')
    expect(dead.code).toBe(0)
    expect(dead.err).toBe(
      'lictor: 1 agent must answer: c1.\nlictor: c2: lost by gossip, so it does not hear of it.\n',
    )
    expect(dead.out).toMatch(/\nc2 is silent:\n {2}Gossip had lost its agent.*\n1 done, 1 dead\.\n$/)
  })
})

describe('beside the stock consul exec', () => {
  it('each hears only its own', async () => {
    const folder = await openFolder()
    const {live, ended} = begin(['--json', '--node', '^c[123]$', `${waitFor(folder)}; echo ours`])
    await until(() => live.out.match(/"type":"ack"/g)?.length === 3, 'the acks')
    const args = ['exec', `-http-addr=${entry.httpAddress}`, '-node=^c[123]$', 'echo theirs']
    const {stdout} = await promisify(execFile)(consulBin(), args)
    expect(stdout).toContain('3 / 3 node(s) completed / acknowledged')
    expect(stdout).not.toContain('ours')
    await writeFile(`${folder}/go`, '')
    const {code, out} = await ended
    expect(code).toBe(0)
    expect(out).not.toContain('theirs')
    expect(objectsIn(out).at(-1)).toMatchObject({result: 'finished', totals: {done: 3}})
  })
})
