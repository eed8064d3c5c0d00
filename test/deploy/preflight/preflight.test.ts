import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {listJobs} from '../../../src/deploy/history/list.ts'
import type {Finding} from '../../../src/deploy/preflight/finding.ts'
import {runPreflight} from '../../../src/deploy/preflight/preflight.ts'
import {type DeployRequest, USUAL_TERMS, USUAL_WAVES} from '../../../src/deploy/waves/request.ts'
import {parseWaves} from '../../../src/deploy/waves/sizes.ts'
import {createToken, documentedPolicy} from '../../support/acl-tokens.ts'
import {register, ttlCheck} from '../../support/agent-calls.ts'
import {startPrivateCluster, uniqueName, until} from '../../support/cluster.ts'
import {startManifestServer} from '../../support/manifest-server.ts'
import {given, halted, MANIFEST, openRollout, statesOn} from '../../support/rollouts.ts'

const {entry} = inject('cluster')

const look = async (
  wishes: Partial<DeployRequest>,
  {address = entry.httpAddress, token}: {readonly address?: string; readonly token?: string} = {},
) => {
  const client = createConsulClient({address, token})
  try {
    return await runPreflight(
      {client, env: {}},
      {
        event: uniqueName('deploy'),
        url: MANIFEST,
        filters: {node: '^c'},
        waves: USUAL_WAVES,
        terms: USUAL_TERMS,
        ...wishes,
      },
    )
  } finally {
    await client.close()
  }
}

type Looked = Awaited<ReturnType<typeof look>>

const of = ({findings}: Looked, about: Finding['about']) => {
  const found = findings.filter(finding => finding.about === about)
  return found.map(({severity, sentence}) => `${severity}: ${sentence}`)
}

const checksum = 'a'.repeat(64)
const archived = (src: string, more = '') => `src: ${src}\nchecksum: ${checksum}\ndest: /srv/app\n${more}`

describe('a pre-flight', () => {
  it('fetches the manifest, reads it, and looks for its archive without fetching it', async () => {
    const server = await startManifestServer()
    const archive = server.put('app.tar.gz', Buffer.alloc(1_000))
    const at = async (text: string) => look({url: server.put(uniqueName('manifest'), text)})
    const fine = await at(archived(archive))
    expect(of(fine, 'manifest')).toEqual(['green: The manifest is well-formed.'])
    expect(of(fine, 'archive')).toEqual([expect.stringMatching(/^green: The archive is there/)])

    expect(of(await at(archived(server.missing)), 'archive')).toEqual([
      expect.stringMatching(/^red: The archive http.*\/missing cannot be fetched from here: .* answers 404/),
    ])
    expect(of(await at(archived('{{ must_env "ARCHIVE" }}')), 'archive')).toEqual([
      'yellow: Where the archive lies only the hosts know: it was not looked for.',
    ])
    expect(of(await at(archived(archive, 'colour: red\n')), 'manifest')).toEqual([
      expect.stringMatching(/^yellow: The manifest has oddities: line 4: colour is not known/),
    ])
    expect(of(await at('src: [1'), 'manifest')).toEqual([
      expect.stringMatching(/^red: The manifest cannot be run: .*not YAML/),
    ])
    expect(of(await at('src: http://127.0.0.1/x'), 'manifest')).toEqual([
      expect.stringMatching(/^red: .*checksum is missing/),
    ])
    expect(of(await look({url: server.missing}), 'manifest')).toEqual([
      expect.stringMatching(/^red: The manifest .* cannot be fetched from here: .* answers 404/),
    ])
  })

  it('hides what is secret in a URL, and knows that files are those of the hosts', async () => {
    const server = await startManifestServer()
    const secret = server.missing.replace('//', '//ann:hunter2@')
    const texts = JSON.stringify((await look({url: `${secret}?X-Amz-Signature=abc`})).findings)
    expect(texts).not.toMatch(/hunter2|abc/)
    expect(of(await look({}), 'manifest')).toEqual([
      `yellow: The manifest ${MANIFEST} cannot be fetched from here: /srv/manifest.yml does not exist.`,
    ])
    const folder = await mkdtemp(join(tmpdir(), 'lictor-preflight-'))
    onTestFinished(() => rm(folder, {recursive: true}))
    await writeFile(join(folder, 'app.yml'), 'commands:\n  pre: ["true"]\n')
    expect(of(await look({url: `file://${folder}/app.yml`}), 'manifest')).toEqual([
      'green: The manifest is well-formed.',
    ])
    expect(of(await look({url: 'release 42'}), 'manifest')).toEqual([
      expect.stringMatching(/^red: .* is not a URL/),
    ])
  })

  it('says what gossip takes, and who hears it when', async () => {
    expect(of(await look({}), 'size')).toEqual([
      expect.stringMatching(/^green: The event has \d+ of 512 bytes/),
    ])
    const long = `${MANIFEST}?${'x'.repeat(150)}`
    expect(of(await look({url: long}), 'size')).toEqual([expect.stringMatching(/^yellow: .* only 100 bytes/)])
    const longer = await look({url: `${MANIFEST}?${'x'.repeat(500)}`})
    expect(of(longer, 'size')).toEqual([expect.stringMatching(/^red: .*Consul will refuse it/)])
    const waves = await look({waves: parseWaves('1,all')})
    expect(of(waves, 'targets')).toEqual(['green: 3 hosts of dc1 must answer: c1, c2 and c3.'])
    expect(of(waves, 'waves')).toEqual(['green: 2 waves: 1: 1 host; all: 2 hosts.'])
    expect(waves.plan.waves.map(({nodes}) => nodes)).toEqual([['c1'], ['c2', 'c3']])
    expect(of(await look({filters: {node: '^nobody$'}}), 'targets')).toEqual([
      'red: No living agent matches the filters.',
    ])
    await expect(look({filters: {tag: 'v1'}})).rejects.toMatchObject({kind: 'invalid'})
  })

  it('looks at the datacenter that is meant', async () => {
    const {findings, targets} = await look({datacenter: 'dc2', filters: {}})
    expect(targets).toMatchObject({datacenter: 'dc2', isForeign: true, expected: [{node: 't1'}]})
    expect(findings.filter(({severity}) => severity === 'red')).toEqual([])
  })

  it('looks at the services that will be watched', async () => {
    const [well, ill] = [uniqueName('well'), uniqueName('ill')]
    await register(entry.httpAddress, {Name: well, Check: ttlCheck(well)})
    await register(entry.httpAddress, {Name: ill, Check: ttlCheck(ill, 'critical')})
    const at = (...services: readonly string[]) => look({terms: {...USUAL_TERMS, services}})
    await until(async () => of(await at(well), 'services')[0] === `green: ${well} passes.`, 'the service')
    expect(of(await at(well, ill, 'no-such'), 'services')).toEqual([
      `yellow: ${ill} is critical on ${entry.name}; no-such has no instance.`,
    ])
  })

  it('knows of hosts that are at a deploy of the same event, and of one that was left', async () => {
    const {event, hosts, start} = await openRollout()
    expect(of(await look({event}), 'running')).toEqual([`green: No other deploy of ${event} is under way.`])
    hosts.behave('c1', 'begins')
    const rollout = start()
    const at = (url: string) => look({event, url}).then(found => of(found, 'running'))
    await until(async () => (await at(MANIFEST))[0]?.startsWith('red'), 'the host to be at it')
    expect(await at(MANIFEST)).toEqual([
      'red: The same manifest is being deployed by ann@bastion: 1 host is at it.',
    ])
    expect((await at('file:///other.yml'))[0]).toMatch(/^red: Another manifest/)
    rollout.stop()
    await rollout.ended

    const second = await openRollout()
    second.hosts.behave('c1', 'failed')
    const left = second.start()
    await halted(left)
    await until(async () => given(left.record()).halted, 'the record')
    await until(
      async () => of(await look({event: second.event}), 'running')[0]?.startsWith('yellow'),
      'the record to be read',
    )
    expect(of(await look({event: second.event}), 'running')).toEqual([
      'yellow: The same manifest is half-way out, by ann@bastion: c1 failed.',
    ])
  })
})

describe('a pre-flight where everything is denied unless allowed', () => {
  it('finds nothing amiss with the documented policy, and names each rule that is missing', async () => {
    const cluster = await startPrivateCluster({acl: true, topology: {dc1: {servers: 1, clients: 1}}})
    onTestFinished(cluster.stop)
    const address = cluster.entry.httpAddress
    const tokenOf = (name: string, rules: string) =>
      createToken(address, cluster.managementToken ?? '', {name, rules})
    const terms = {...USUAL_TERMS, services: ['web']}
    const at = async (name: string, rules: string) => {
      const token = await tokenOf(name, rules)
      const {findings} = await look({event: 'deploy', terms}, {address, token})
      expect(JSON.stringify(findings)).not.toContain(token)
      return findings.filter(({about, severity}) => about === 'rights' && severity !== 'green')
    }
    expect(await at('operator', documentedPolicy('Operator'))).toEqual([])
    const watcher = 'node_prefix "" { policy = "read" } key_prefix "_deploy/" { policy = "read" }'
    expect((await at('watcher', watcher)).map(({severity, nextStep}) => [severity, nextStep])).toEqual([
      ['red', 'It needs event "deploy" { policy = "write" }.'],
      ['yellow', 'It needs key_prefix "_deploy/" { policy = "write" }.'],
      ['red', 'It needs service "web" { policy = "read" }.'],
    ])
    const token = await tokenOf('nobody', 'agent_prefix "" { policy = "read" }')
    const {findings} = await look({event: 'deploy'}, {address, token})
    expect(findings).toContainEqual(
      expect.objectContaining({
        about: 'freeze',
        severity: 'yellow',
        nextStep: expect.stringContaining('_deploy/freeze'),
      }),
    )

    // With the documented policies a deploy goes from one end to the other, and without the right to write, unseen.
    const hosts = await tokenOf('hosts', documentedPolicy('lictor agent'))
    const operators = {
      full: await tokenOf('full', documentedPolicy('Operator')),
      unseen: await tokenOf(
        'unseen',
        `${watcher} event "deploy" { policy = "write" } key_prefix "dashboard/" { policy = "read" }`,
      ),
    }
    for (const [name, operator] of Object.entries(operators)) {
      const {agents} = cluster
      const rollout = (
        await openRollout({event: 'deploy', address, agents, tokens: {operator, hosts}})
      ).start()
      await rollout.ended
      expect(statesOn(rollout), name).toEqual(['c1 done'])
      const trouble = name === 'full' ? undefined : {kind: 'forbidden'}
      expect(rollout.snapshot().trouble, name).toEqual(trouble && expect.objectContaining(trouble))
    }
    const client = createConsulClient({address, token: operators.full})
    onTestFinished(client.close)
    const jobs = (await listJobs(client)).data
    expect(jobs.map(({record}) => record?.outcome)).toEqual([
      {done: 1, failed: 0, silent: 0, running: 0},
      undefined,
    ])
  })
})
