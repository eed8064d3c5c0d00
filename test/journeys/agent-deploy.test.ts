import {chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, inject, it} from 'vitest'
import {createKeyPair, signManifest} from '../../src/deploy/manifest/signature.ts'
import type {Phase} from '../../src/deploy/protocol/phase.ts'
import {temporaryFolder} from '../agent/events.ts'
import {checksumOf, pack} from '../agent/host.ts'
import {builtProgram} from '../pty/built-program.ts'
import {listening} from '../support/agent-host.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {readDeploy} from '../support/deploy-keys.ts'
import {fire} from '../support/fire-event.ts'
import {startLictorAgent} from '../support/lictor-agent.ts'
import {type ManifestServer, startManifestServer} from '../support/manifest-server.ts'

const {agents} = inject('cluster')
const clients = agents.filter(({server, datacenter}) => !server && datacenter === 'dc1')
const [{httpAddress: address, name: node}] = clients as [(typeof clients)[number]] // the topology has three

let program: string
let release: Buffer
/** Small to fetch, and long to read and to unpack. */
let large: Buffer
beforeAll(async () => {
  program = await builtProgram()
  release = pack('echo new > version; mkdir sub; echo deep > sub/file', ['-z', '.'])
  large = pack('echo new > version; head -c 300000000 /dev/zero > zeros', ['-z', '.'])
})

/** Goes on only where there is a file called gate. */
const GATE = 'until [ -e "$GATE" ]; do sleep 0.05; done'

/** A host that has an old version where it deploys to; `start` starts its agent, or starts it again. */
const openHost = (name: string, {at = address, flags = [] as readonly string[]} = {}) => {
  const folder = temporaryFolder()
  const file = (which: string): string => join(folder, which)
  for (const made of ['app', 'bin', 'tmp']) mkdirSync(file(made))
  writeFileSync(file('app/version'), 'old\n')
  writeFileSync(
    file('bin/rsync'),
    `#!/bin/sh\n[ -e "$SLOW" ] && { ${GATE}; }\nPATH=\${PATH#*:} exec rsync "$@"\n`,
  )
  chmodSync(file('bin/rsync'), 0o755)
  const env = {
    PATH: `${file('bin')}:${process.env.PATH}`,
    TMPDIR: file('tmp'),
    DEST: file('app'),
    GATE: file('gate'),
    SLOW: file('slow'),
    TOLD: file('told'),
  }
  const args = [name, `-http-addr=${at}`, '--state-dir', file('state'), ...flags]
  return {
    start: () => listening(startLictorAgent({program, args, env})),
    version: () => readFileSync(file('app/version'), 'utf8').trim(),
    told: () => (existsSync(file('told')) ? readFileSync(file('told'), 'utf8') : ''),
    make: (which: string) => writeFileSync(file(which), ''),
    leftOvers: () => readdirSync(file('tmp')),
  }
}

type Wishes = {
  readonly archive?: Buffer
  readonly src?: string
  readonly checksum?: string
  readonly lines?: readonly string[]
  readonly commands?: Readonly<Partial<Record<'pre' | 'post' | 'success' | 'failure', string>>>
}

const publish = (server: ManifestServer, wishes: Wishes = {}): string => {
  const {archive = release, lines = [], commands = {}} = wishes
  const src = wishes.src ?? server.put(uniqueName('archive'), archive)
  const manifest = [
    `src: ${src}`,
    `checksum: ${wishes.checksum ?? checksumOf(archive)}`,
    'dest: {{ must_env "DEST" }}',
    ...lines,
    'commands:',
    ...Object.entries(commands).map(([when, command]) => `  ${when}:\n    - ${JSON.stringify(command)}`),
  ]
  return server.put(uniqueName('manifest'), `${manifest.join('\n')}\n`)
}

const said = async (id: string, who = node) => (await readDeploy(address, id))[who]
const exitOf = (id: string, who = node) =>
  until(async () => (await said(id, who))?.exit, `the exit code of ${id} on ${who}`)

describe('lictor agent with manifests', () => {
  it('deploys on every host, and says so with its log', async () => {
    const server = await startManifestServer()
    const name = uniqueName('deploy')
    const hosts = clients.map(client => openHost(name, {at: client.httpAddress}))
    await Promise.all(hosts.map(host => host.start()))
    const url = publish(server, {
      commands: {pre: 'echo before', post: 'echo after', success: 'cat > "$TOLD"'},
    })
    const id = await fire(address, {name, payload: url})
    expect(await Promise.all(clients.map(client => exitOf(id, client.name)))).toEqual(['0', '0', '0'])
    for (const [i, client] of clients.entries()) {
      const {ack, phase, output} = (await said(id, client.name)) ?? {}
      expect(ack).toMatchObject({event: name, payload: url})
      expect(phase).toEqual({phase: 'done'})
      expect(output).toMatch(
        /Loading manifest: http[\s\S]*before\n[\s\S]*after\n[\s\S]*Deploy manifest succeeded\./,
      )
      expect(hosts[i]?.version()).toBe('new')
      expect(hosts[i]?.told()).toContain('Deploy manifest succeeded.')
    }
  })

  const failures: readonly (readonly [Phase, string, (server: ManifestServer) => string, RegExp])[] = [
    ['fetching', 'a manifest that is not there', server => server.missing, /404/],
    ['fetching', 'a manifest that is none', server => server.put('m', 'src: [\n'), /./],
    ['fetching', 'an archive that is not there', server => publish(server, {src: server.missing}), /404/],
    [
      'verifying',
      'another archive',
      server => publish(server, {checksum: checksumOf(Buffer.from('x'))}),
      /checksum mismatch/,
    ],
    [
      'pre',
      'a pre command that fails',
      server => publish(server, {commands: {pre: 'exit 7'}}),
      /exit status 7/,
    ],
    [
      'syncing',
      'an rsync that fails',
      server => publish(server, {lines: ['exclude_from: no/such/file']}),
      /rsync failed/,
    ],
    [
      'post',
      'a post command that fails',
      server => publish(server, {commands: {post: 'exit 7'}}),
      /exit status 7/,
    ],
  ]
  it.each(failures)('says that it failed while %s: %s', async (during, _, urlOf, reason) => {
    const server = await startManifestServer()
    const name = uniqueName('deploy')
    const host = openHost(name)
    await host.start()
    const id = await fire(address, {name, payload: urlOf(server), node: `^${node}$`})
    expect(await exitOf(id)).toBe('1')
    expect((await said(id))?.phase).toEqual({phase: 'failed', during, reason: expect.stringMatching(reason)})
    expect(host.version()).toBe(during === 'post' ? 'new' : 'old')
  })

  const kills: readonly (readonly [Phase, (server: ManifestServer) => string, string])[] = [
    [
      'fetching',
      server => publish(server, {src: server.putHalf('half', release)}),
      'nothing on the host has changed',
    ],
    ['verifying', server => publish(server, {archive: large}), 'nothing on the host has changed'],
    ['pre', server => publish(server, {commands: {pre: GATE}}), 'the files are the old ones'],
    ['extracting', server => publish(server, {archive: large}), 'the files are the old ones'],
    ['syncing', server => publish(server), 'the host may be between two versions'],
    ['post', server => publish(server, {commands: {post: GATE}}), 'the files are the new ones'],
  ]
  it.each(kills)(
    'says after kill -9 while %s what has become of the host, and goes on',
    async (during, urlOf, consequence) => {
      const server = await startManifestServer()
      const name = uniqueName('deploy')
      const host = openHost(name)
      if (during === 'syncing') host.make('slow')
      const agent = await host.start()
      const id = await fire(address, {name, payload: urlOf(server), node: `^${node}$`})
      await agent.logs(`: ${during}\n`)
      await agent.end('SIGKILL')
      expect(host.version()).toBe(during === 'post' ? 'new' : 'old')
      await host.start()
      expect(await exitOf(id)).toBe('-1')
      const {phase} = (await said(id)) ?? {}
      expect(phase).toMatchObject({phase: 'failed', during})
      expect(phase?.reason).toMatch(new RegExp(`^killed while ${during}; .*${consequence}`))
      expect(host.leftOvers()).toEqual([])
      host.make('gate')
      const next = await fire(address, {name, payload: publish(server), node: `^${node}$`})
      expect(await exitOf(next)).toBe('0')
      expect(host.version()).toBe('new')
    },
  )

  it('tries, waits and gives up as its flags say', async () => {
    const server = await startManifestServer()
    const name = uniqueName('deploy')
    await openHost(name, {
      flags: ['--retry', '2', '-retry-wait=0', '-timeout=2', '--random-delay', '10ms'],
    }).start()
    const only = {name, node: `^${node}$`}
    const missing = await fire(address, {...only, payload: publish(server, {src: server.missing})})
    expect(await exitOf(missing)).toBe('1')
    expect((await said(missing))?.output?.match(/Try again\. Waiting: 0s/g)).toHaveLength(2)
    const half = await fire(address, {
      ...only,
      payload: publish(server, {src: server.putHalf('half', release)}),
    })
    expect(await exitOf(half)).toBe('1')
    expect((await said(half))?.phase?.reason).toContain('timeout 2s reached')
  })

  it('runs with --verify-key only what is signed with that key', async () => {
    const server = await startManifestServer()
    const name = uniqueName('deploy')
    const {privateKey, publicKey} = createKeyPair()
    const keyFile = join(temporaryFolder(), 'deploy.pub')
    writeFileSync(keyFile, publicKey)
    const host = openHost(name, {flags: ['--verify-key', keyFile]})
    await host.start()
    const manifest = `commands:\n  post:\n    - 'echo ran > "$TOLD"'\n`
    const url = server.put('signed', manifest)
    const unsigned = await fire(address, {name, payload: url, node: `^${node}$`})
    expect(await exitOf(unsigned)).toBe('1')
    expect((await said(unsigned))?.phase?.reason).toContain('the manifest has no signature')
    expect(host.told()).toBe('')
    server.put('signed.sig', signManifest(Buffer.from(manifest), privateKey))
    const signed = await fire(address, {name, payload: url, node: `^${node}$`})
    expect(await exitOf(signed)).toBe('0')
    expect(host.told()).toBe('ran\n')
  })

  it('lets a deploy end that restarts its own agent', async () => {
    const server = await startManifestServer()
    const name = uniqueName('deploy')
    const host = openHost(name)
    const agent = await host.start()
    const url = publish(server, {commands: {post: `kill -TERM ${agent.pid}; ${GATE}`}})
    const id = await fire(address, {name, payload: url, node: `^${node}$`})
    await agent.logs('begins nothing more')
    host.make('gate')
    expect(await agent.ended).toBe(0)
    expect(await said(id)).toMatchObject({phase: {phase: 'done'}, exit: '0'})
    expect(host.version()).toBe('new')
  })
})
