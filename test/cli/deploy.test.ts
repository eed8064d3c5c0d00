import {EventEmitter} from 'node:events'
import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {readRecord} from '../../src/deploy/history/read.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {type EventHosts, playHosts} from '../support/event-hosts.ts'
import {startManifestServer} from '../support/manifest-server.ts'
import {lictor} from './lictor.ts'

const {entry} = inject('cluster')
const env = {CONSUL_HTTP_ADDR: entry.httpAddress, USER: 'ann'}
const deploy = (...args: readonly string[]) => lictor(['deploy', ...args], {env})

async function open(): Promise<{event: string; url: string; hosts: EventHosts}> {
  const server = await startManifestServer()
  const url = server.put('app.yml', 'commands:\n  pre:\n    - "true"\n')
  const event = uniqueName('deploy')
  return {event, url, hosts: playHosts(event)}
}

const clients = ['--node', '^c[123]$']
const idIn = (text: string): string => /--resume ([0-9a-f-]{36})/.exec(text)?.[1] ?? ''
/** What is settled when a deploy is begun. */
const ofANewOne = [
  ['--dry-run'],
  ['--node', 'c'],
  ['--service', 'web'],
  ['--tag', 'blue'],
  ['--wave', 'all'],
  ['--watch-services', 'web'],
  ['--steady', '1s'],
  ['--answer-within', '1s'],
  ['--end-within', '1s'],
  ['--category', 'web'],
] as const
const heardBy = ({heard}: EventHosts) => heard.map(({node}) => node)

describe('lictor deploy', () => {
  it('looks, fires, and prints what each host says and how it ends', async () => {
    const {event, url, hosts} = await open()
    const {code, out, err} = await deploy(event, url, ...clients)
    for (const found of [
      /^lictor: ok {4}The event has \d+ of 512 bytes, its payload \d+\.$/m,
      /^lictor: ok {4}3 hosts of dc1 must answer: c1, c2 and c3\.$/m,
      /^lictor: ok {4}The token may do all that the deploy needs\.$/m,
      /^lictor: ok {4}Deploys are not frozen\.$/m,
      /^lictor: ok {4}The manifest is well-formed\.$/m,
      /^lictor: ok {4}There is no archive: it only runs commands\.$/m,
    ])
      expect(err).toMatch(found)
    expect(code).toBe(0)
    expect(out).toMatch(/^-- the only wave: 3 hosts: c1, c2 and c3$/m)
    expect(out).toMatch(/^c2 \| c2 heard$/m)
    expect(out).toMatch(/^c2 = exit 0$/m)
    expect(out).toMatch(/^3 done\.$/m)
    expect(heardBy(hosts).toSorted()).toEqual(['c1', 'c2', 'c3'])
  })

  it('stops at a failure with 2 where nobody can be asked, says how to go on, and goes on', async () => {
    const {event, url, hosts} = await open()
    hosts.behave('c2', 'failed')
    const first = await deploy(event, url, ...clients, '--wave', '1,2,all')
    expect(first.code).toBe(2)
    expect(first.err).toMatch(/^lictor: Halted: c2 failed\.$/m)
    expect(first.err).toMatch(/1 of its hosts were not told yet/)
    expect(first.out).toMatch(/^-- wave 2 of 3, 2: 1 host: c2$/m)
    expect(first.out).toMatch(/^1 done, 1 failed\.$/m)
    expect(heardBy(hosts)).toEqual(['c1', 'c2'])

    hosts.behave('c2', 'done')
    const second = await deploy('--resume', idIn(first.err), '--retry')
    expect(second.err).toMatch(
      /The deploy of ann@\S+ was left half-way: c2 failed or did not answer in time\.$/m,
    )
    expect([second.code, heardBy(hosts)]).toEqual([0, ['c1', 'c2', 'c2', 'c3']])
    expect(second.out).toMatch(/^3 done\.$/m)

    const third = await deploy('--resume', idIn(first.err))
    expect([third.code, third.err]).toEqual([1, expect.stringContaining('is finished: there is nothing')])
  })

  it('goes on without those that failed where it is told to, which is not fine all the same', async () => {
    const {event, url, hosts} = await open()
    hosts.behave('c1', 'failed')
    const first = await deploy(event, url, ...clients, '--wave', '1,all')
    expect(first.code).toBe(2)
    const second = await deploy('--resume', idIn(first.err))
    expect([second.code, heardBy(hosts).toSorted()]).toEqual([2, ['c1', 'c2', 'c3']])
    expect(second.out).toMatch(/^2 done, 1 failed\.$/m)
  })

  it('fires nothing where what was found is not green, unless it is told to', async () => {
    const {event, hosts} = await open()
    const missing = 'file:///nowhere/app.yml'
    const {code, out, err} = await deploy(event, missing, ...clients)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(
      /^lictor: NOTE {2}The manifest file:\/\/\/nowhere\/app\.yml cannot be fetched from here/m,
    )
    expect(err).toMatch(
      /^lictor: Nothing was fired, because of what was found\. --yes goes on all the same\.$/m,
    )
    expect(hosts.heard).toEqual([])
    expect((await deploy(event, missing, ...clients, '--yes')).code).toBe(0)
    expect(hosts.heard.length).toBe(3)
  })

  it('ends with 1 where its first event is refused, since nothing was fired', async () => {
    const {event, url, hosts} = await open()
    const {code, out, err} = await deploy(event, url, ...clients, '--yes', '--read-only')
    expect(err).toMatch(/^lictor: Halted: The event did not go out: .*--read-only/m)
    expect([code, err.includes('To go on')]).toEqual([1, false])
    expect(out).not.toContain('c1 |')
    expect(hosts.heard).toEqual([])
  })

  it.each([
    ['SIGINT', 130, 'Ctrl-C'],
    ['SIGTERM', 143, 'SIGTERM'],
  ])('fires nothing after %s at its question, and ends with %i', async (signal, expected, name) => {
    const {event, url, hosts} = await open()
    const [signals, live] = [new EventEmitter(), {out: '', err: ''}]
    const asking = lictor(['deploy', event, url, ...clients], {env, isTTY: true, signals, live})
    await until(() => live.err.includes('[y/N]'), 'the question')
    signals.emit(signal, signal)
    const {code, err} = await asking
    expect([code, hosts.heard]).toEqual([expected, []])
    expect(err).toContain(`lictor: ${name}: nothing was fired.\n`)
  })

  it('only looks with --dry-run', async () => {
    const {event, url, hosts} = await open()
    const fine = await deploy(event, url, ...clients, '--wave', '34%', '--dry-run')
    expect(fine.code).toBe(0)
    expect(fine.err).toMatch(/NOTE {2}1 wave: 34%: 2 hosts\. 1 host is in no wave: c3\./)
    const stopped = await deploy(event, url, '--node', '^nobody$', '--dry-run')
    expect([stopped.code, stopped.err]).toEqual([1, expect.stringMatching(/STOP {2}No living agent matches/)])
    expect(hosts.heard).toEqual([])
  })

  it('prints JSON, an object a line', async () => {
    const {event, url, hosts} = await open()
    hosts.behave('c2', 'failed')
    const {code, out, err} = await deploy(event, url, ...clients, '--wave', '1,all', '--json')
    expect([code, err.includes('Halted')]).toEqual([2, false])
    const lines = out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    const of = (type: string) => lines.filter(line => line.type === type)
    expect(of('finding').map(({severity}) => severity)).not.toContain('red')
    expect(of('plan')).toMatchObject([
      {
        event,
        datacenter: 'dc1',
        waves: [
          {size: '1', nodes: ['c1']},
          {size: 'all', nodes: ['c2', 'c3'], events: 1},
        ],
      },
    ])
    expect(of('fired')).toMatchObject([
      {wave: 1, nodes: ['c1']},
      {wave: 2, nodes: ['c2', 'c3']},
    ])
    expect(
      of('exit')
        .map(({node, exitCode}) => [node, exitCode])
        .toSorted(),
    ).toEqual([
      ['c1', 0],
      ['c2', 1],
      ['c3', 0],
    ])
    expect(of('halted')).toMatchObject([{cause: 'failed', failed: ['c2'], silent: []}])
    const [first] = of('fired')
    expect(of('end')).toMatchObject([{result: 'halted', id: first.id, totals: {done: 2, failed: 1}}])
    const client = createConsulClient({address: entry.httpAddress})
    onTestFinished(client.close)
    expect((await readRecord(client, first.id)).data?.record).toMatchObject({halted: 'c2 failed.'})
  })

  it('does not go on with a deploy where it is told only to look', async () => {
    const {event, url, hosts} = await open()
    hosts.behave('c1', 'failed')
    const first = await deploy(event, url, ...clients, '--wave', '1,all')
    const second = await deploy('--resume', idIn(first.err), '--dry-run')
    expect([second.code, second.out, second.err]).toEqual([64, '', expect.stringMatching(/no --dry-run/)])
    expect(heardBy(hosts)).toEqual(['c1'])
  })

  it('opens no tab where only the event is forgotten', async () => {
    for (const flag of ofANewOne) {
      const surroundings = {env: {...env, TERM: 'dumb'}, isTTY: true}
      const {code, err} = await lictor(['deploy', ...flag], surroundings)
      expect([code, err], flag[0]).toEqual([64, expect.stringMatching(/needs an event and the URL/)])
    }
  })

  it('refuses what cannot be meant', async () => {
    for (const [args, reason] of [
      [[], /needs an event and the URL/],
      [['deploy'], /needs an event and the URL/],
      [['_rexec', 'http://127.0.0.1/x'], /no event of yours/],
      [['deploy', 'http://127.0.0.1/x', '--wave', '0'], /--wave: 0 is no wave/],
      [['deploy', 'http://127.0.0.1/x', '--steady', 'long'], /--steady takes a duration/],
      [['deploy', 'http://127.0.0.1/x', '--node', '(?=c)'], /Consul cannot read the node filter/],
      [['deploy', 'http://127.0.0.1/x', '--retry'], /--retry is for --resume/],
      [['deploy', 'http://127.0.0.1/x', '--resume', 'x'], /takes no event/],
      ...ofANewOne.map(
        flag => [['--resume', 'x', ...flag], new RegExp(`takes no ${flag[0]}, only --retry`)] as const,
      ),
    ] as const) {
      const {code, out, err} = await deploy(...args)
      expect([code, out], args.join(' ')).toEqual([64, ''])
      expect(err, args.join(' ')).toMatch(reason)
    }
    const {event, url, hosts} = await open()
    const readOnly = await deploy(event, url, ...clients, '--read-only')
    expect(readOnly.code).toBe(1)
    expect(readOnly.err).toMatch(/STOP {2}Lictor was started with --read-only/)
    expect(hosts.heard).toEqual([])
    const nothing = await deploy('--resume', '00000000-0000-0000-0000-000000000000')
    expect([nothing.code, nothing.err]).toEqual([1, expect.stringContaining('is in the history')])
  })
})
