import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it, onTestFinished} from 'vitest'
import {readAgentSelf} from '../../../src/api/agent-self.ts'
import {type ConsulClient, createConsulClient} from '../../../src/api/client.ts'
import {listKeys, putKey} from '../../../src/api/kv.ts'
import type {DemoCluster, DemoOptions} from '../../../src/demo/cluster-types.ts'
import {requestJson} from '../../../src/demo/consul-http.ts'
import {explainSilence} from '../../../src/deploy/board/silence.ts'
import {type Exec, startExec} from '../../../src/deploy/exec/exec.ts'
import {findTargets} from '../../../src/deploy/targets/find.ts'
import {startPrivateCluster, until} from '../../support/cluster.ts'
import {bytes} from '../../support/kv-tools.ts'

async function openCluster(options: Partial<DemoOptions>) {
  const cluster = await startPrivateCluster(options)
  onTestFinished(cluster.stop)
  const connect = (token?: string): ConsulClient => {
    const client = createConsulClient({address: cluster.entry.httpAddress, token})
    onTestFinished(client.close)
    return client
  }
  return {cluster, connect}
}

/** A token that may do what the rules say. */
async function createToken(
  {entry, managementToken}: DemoCluster,
  name: string,
  rules: string,
): Promise<string> {
  const put = (path: string, body: unknown) =>
    requestJson(entry.httpAddress, path, {method: 'PUT', body, token: managementToken})
  await put('/v1/acl/policy', {Name: name, Rules: rules})
  const token = (await put('/v1/acl/token', {Policies: [{Name: name}]})) as {readonly SecretID: string}
  return token.SecretID
}

const run = async (client: ConsulClient, command: string): Promise<Exec> =>
  startExec({client}, {job: {command}, filters: {}, targets: await findTargets(client, {})})

const states = (exec: Exec) => exec.board.snapshot().hosts.map(({node, state}) => `${node} ${state}`)

const readNodes = 'node_prefix "" { policy = "read" }'
const openSession = 'session_prefix "" { policy = "write" }'
const writeJob = 'key_prefix "_rexec/" { policy = "write" }'
const fire = 'event "_rexec" { policy = "write" }'

describe('an exec where everything is denied unless allowed', () => {
  it('needs four rules, names the one that is missing, and is answered by whom gossip has', async () => {
    const {cluster, connect} = await openCluster({acl: true, topology: {dc1: {servers: 1, clients: 2}}})
    const enough = connect(
      await createToken(cluster, 'enough', [readNodes, openSession, writeJob, fire].join('\n')),
    )
    const first = await run(enough, 'echo fine')
    await first.ended
    expect(states(first)).toEqual(['c1 done', 'c2 done', 's1 done'])

    const missing = [
      [[readNodes, writeJob, fire], /session/],
      [[readNodes, openSession, fire], /key.*_rexec\//],
      [[readNodes, openSession, writeJob], /event.*_rexec/],
    ] as const
    for (const [place, [rules, rule]] of missing.entries()) {
      const client = connect(await createToken(cluster, `short-${place}`, rules.join('\n')))
      const nextStep = expect.stringMatching(rule)
      await expect(run(client, 'true')).rejects.toMatchObject({kind: 'forbidden', nextStep})
    }
    const management = connect(cluster.managementToken)
    expect((await listKeys(management, '_rexec/')).data).toEqual([])

    // An agent whose own token may not write has nothing to answer with.
    const powerless = await createToken(cluster, 'powerless', readNodes)
    await requestJson(cluster.agent('c1').httpAddress, '/v1/agent/token/agent', {
      method: 'PUT',
      body: {Token: powerless},
      token: cluster.managementToken,
    })
    await cluster.kill('c2')
    await until(async () => (await findTargets(management, {})).dead.length === 1, 'gossip to lose c2')
    const second = await run(management, 'echo fine')
    await until(() => states(second).join() === 'c1 silent,c2 dead,s1 done', 'the only answer')
    expect(second.snapshot().stage).toBe('running')
    const [silent] = second.board.snapshot().hosts
    if (silent !== undefined)
      expect(explainSilence({host: silent, root: '_rexec', byService: false}).join()).toMatch(/token lacks/)
    second.detach()
    await second.ended
  })
})

describe('an exec on agents that have it disabled', () => {
  it('is met with silence, of which the asked agent tells the reason', async () => {
    const {cluster, connect} = await openCluster({
      agentConfig: {disable_remote_exec: true},
      topology: {dc1: {servers: 1, clients: 0}},
    })
    const client = connect()
    const folder = await mkdtemp(join(tmpdir(), 'lictor-exec-'))
    onTestFinished(() => rm(folder, {recursive: true}))
    const exec = await run(client, `touch ${folder}/ran`)
    const log = join(cluster.directory, cluster.entry.name, 'agent.log')
    await until(async () => /ignoring remote exec event/.test(await readFile(log, 'utf8')), 'the event')
    expect(states(exec)).toEqual(['s1 silent'])
    const {data: asked} = await readAgentSelf(client)
    const host = {node: cluster.entry.name, state: 'silent'} as const
    expect(explainSilence({host, root: '_rexec', byService: false, asked})).toEqual([
      expect.stringContaining('has remote exec disabled'),
    ])
    exec.detach()
    await exec.ended
    expect(exec.snapshot().stage).toBe('detached')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('an exec whose servers go away', () => {
  it('waits for a leader, and then hears the rest', async () => {
    const {cluster, connect} = await openCluster({topology: {dc1: {servers: 3, clients: 1}}})
    const client = connect()
    const folder = await mkdtemp(join(tmpdir(), 'lictor-exec-'))
    onTestFinished(() => rm(folder, {recursive: true}))
    const command = `echo begun; while [ -d ${folder} ] && ! [ -e ${folder}/go ]; do sleep 0.05; done; echo over`
    const filters = {node: '^c1$'}
    const targets = await findTargets(client, filters)
    // A heartbeat that cannot be written would make the agent give up.
    const exec = await startExec({client}, {job: {command}, filters, targets, heartbeatMs: 600_000})
    await until(() => exec.board.output('c1').text === 'begun\n', 'the output')
    await cluster.kill('s2')
    await cluster.kill('s3')
    await until(() => exec.board.snapshot().link.state === 'leaderless', 'the loss of the leader')
    expect(states(exec)).toEqual(['c1 running'])
    await cluster.restart('s2')
    await cluster.restart('s3')
    await until(() => putKey(client, {key: 'leads', value: bytes('')}), 'a leader')
    await writeFile(`${folder}/go`, '')
    await exec.ended
    expect(exec.snapshot().stage).toBe('finished')
    expect(exec.board.output('c1').text).toBe('begun\nover\n')
  })
})
