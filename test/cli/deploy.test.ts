import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {freezeDeploys, liftFreeze, readFreeze} from '../../src/deploy/fire/freeze.ts'
import {readRecord} from '../../src/deploy/history/read.ts'
import {uniqueName} from '../support/cluster.ts'
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

describe('lictor deploy', () => {
  it('looks, fires, and prints what each host says and how it ends', async () => {
    const {event, url, hosts} = await open()
    const {code, out, err} = await deploy(event, url, ...clients)
    expect(err.split('\n').filter(line => line.startsWith('lictor:'))).toEqual([
      expect.stringMatching(/^lictor: ok {4}The event has \d+ of 512 bytes, its payload \d+\.$/),
      'lictor: ok    3 hosts of dc1 must answer: c1, c2 and c3.',
      ...['The token may do', 'Deploys are not frozen', `No other deploy of ${event}`]
        .map(text => expect.stringContaining(text)),
      'lictor: ok    The manifest is well-formed.',
      'lictor: ok    There is no archive: it only runs commands.',
    ].toSorted(byText))
    expect(code).toBe(0)
    expect(out).toMatch(/^-- the only wave: 3 hosts: c1, c2 and c3$/m)
    expect(out).toMatch(/^c2 \| c2 heard$/m)
    expect(out).toMatch(/^c2 = exit 0$/m)
    expect(out).toMatch(/^3 done\.$/m)
    expect(hosts.heard.length).toBe(3)
  })
})

const byText = (): number => 0
