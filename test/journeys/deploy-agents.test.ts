import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, inject, it} from 'vitest'
import {temporaryFolder} from '../agent/events.ts'
import {checksumOf, pack} from '../agent/host.ts'
import {lictor} from '../cli/lictor.ts'
import {builtProgram} from '../pty/built-program.ts'
import {listening} from '../support/agent-host.ts'
import {uniqueName} from '../support/cluster.ts'
import {startLictorAgent} from '../support/lictor-agent.ts'
import {startManifestServer} from '../support/manifest-server.ts'

const {entry, agents} = inject('cluster')
const clients = agents.filter(({server, datacenter}) => !server && datacenter === 'dc1')
const deploy = (...args: readonly string[]) =>
  lictor(['deploy', ...args], {env: {CONSUL_HTTP_ADDR: entry.httpAddress}})

let program: string
beforeAll(async () => {
  program = await builtProgram()
})

/** A host with an old release, whose deploys fail before they begin while there is a file called broken. */
const openHost = async (event: string, address: string) => {
  const folder = temporaryFolder()
  const file = (name: string) => join(folder, name)
  mkdirSync(file('app'))
  writeFileSync(file('app/version'), 'old\n')
  const env = {PATH: process.env.PATH ?? '', DEST: file('app'), BROKEN: file('broken')}
  const args = [event, `-http-addr=${address}`, '--state-dir', file('state')]
  await listening(startLictorAgent({program, args, env}))
  return {
    version: () => readFileSync(file('app/version'), 'utf8').trim(),
    hasNew: () => existsSync(file('app/new')),
    break: () => writeFileSync(file('broken'), ''),
    mend: () => writeFileSync(file('broken'), 'mended'),
  }
}

const publish = async (): Promise<string> => {
  const server = await startManifestServer()
  const archive = pack('echo new > version; touch new', ['-z', '.'])
  const manifest = [
    `src: ${server.put('app.tar.gz', archive)}`,
    `checksum: ${checksumOf(archive)}`,
    'dest: {{ must_env "DEST" }}',
    'commands:',
    '  pre:',
    `    - ${JSON.stringify('test ! -e "$BROKEN" || test -s "$BROKEN"')}`,
    '  post:',
    '    - echo restarted',
  ]
  return server.put('app.yml', `${manifest.join('\n')}\n`)
}

describe('a deploy to hosts that run lictor agent', () => {
  it('goes host by host, stops where one fails, and reaches all once that is mended', async () => {
    const event = uniqueName('deploy')
    const url = await publish()
    const hosts = await Promise.all(clients.map(({httpAddress}) => openHost(event, httpAddress)))
    const [, second] = hosts
    second?.break()
    const first = await deploy(event, url, '--node', '^c', '--wave', '1,2,all', '--yes')
    expect(first.code).toBe(2)
    expect(first.out).toMatch(/^c1 : done$/m)
    expect(first.out).toMatch(/^c1 \| .*restarted$/m)
    expect(first.out).toMatch(/^c1 = exit 0/m)
    expect(first.out).toMatch(/^c2 : failed$/m)
    expect(first.err).toMatch(/^lictor: Halted: c2 failed\.$/m)
    expect(first.out).toMatch(/^c2 failed while pre: .*exit status 1$/m)
    expect(hosts.map(host => host.version())).toEqual(['new', 'old', 'old'])

    second?.mend()
    const id = /--resume (\S+),/.exec(first.err)?.[1] ?? ''
    const again = await deploy('--resume', id, '--retry')
    expect([again.code, again.err]).toEqual([0, expect.not.stringContaining('Halted: c')])
    expect(hosts.map(host => [host.version(), host.hasNew()])).toEqual(Array(3).fill(['new', true]))
    expect(again.out).toMatch(/^3 done\.$/m)
  })
})
