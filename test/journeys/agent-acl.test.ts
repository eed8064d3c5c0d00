import {afterAll, beforeAll, expect, test} from 'vitest'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {requestJson} from '../../src/demo/consul-http.ts'
import {builtProgram} from '../pty/built-program.ts'
import {createToken, documentedPolicy} from '../support/acl-tokens.ts'
import {listening, NOTE, openAgentHost} from '../support/agent-host.ts'
import {startPrivateCluster, until} from '../support/cluster.ts'
import {readDeploy} from '../support/deploy-keys.ts'
import {fire} from '../support/fire-event.ts'

let cluster: DemoCluster
let program: string
let operator: string
beforeAll(async () => {
  ;[program, cluster] = await Promise.all([builtProgram(), startPrivateCluster({acl: true})])
  operator = await tokenOf('operator', documentedPolicy('Operator'))
})
afterAll(() => cluster.stop())

const address = () => cluster.entry.httpAddress
const node = () => cluster.entry.name
const tokenOf = (name: string, rules: string) =>
  createToken(address(), cluster.managementToken ?? '', {name, rules})
const openHost = (flags: readonly string[] = []) =>
  openAgentHost({program, address: address(), name: 'deploy', script: NOTE, flags})
const said = async (id: string) => (await readDeploy(address(), id, operator))[node()]

test('the documented policies are enough to fire, to acknowledge, and to read that', async () => {
  const secret = await tokenOf('host', documentedPolicy('lictor agent'))
  const agent = await listening(openHost(['--dashboard']).start({CONSUL_HTTP_TOKEN: secret}))
  const id = await fire(address(), {name: 'deploy', payload: 'x'}, operator)
  await until(async () => (await said(id))?.exit === '0', 'its exit code')
  const shown = await requestJson(address(), `/v1/kv/dashboard/deploy/${node()}`, {token: operator})
  expect(shown).toMatchObject([{Value: Buffer.from('deploy: done').toString('base64')}])
  await agent.end()
  expect(agent.log()).not.toMatch(/needs|refuse|cannot/)
  expect(agent.log()).not.toContain(secret)
})

test('without the right to acknowledge the event is run all the same, and the log names the rule', async () => {
  const secret = await tokenOf(
    'mute',
    'agent_prefix "" { policy = "read" } event "deploy" { policy = "read" }',
  )
  const host = openHost()
  const agent = await listening(host.start({CONSUL_HTTP_TOKEN: secret}))
  await agent.logs(
    'nobody hears how an event goes here: the token needs key_prefix "_deploy/" { policy = "write" }',
  )
  const id = await fire(address(), {name: 'deploy'}, operator)
  await agent.logs(
    new RegExp(`Consul refuses to note it: .* The token needs key "_deploy/${id}/${node()}/ack"`),
  )
  await until(() => host.runs().includes(id), 'the event to be run')
  expect(await said(id)).toBeUndefined()
})

test('without the right to hear the event the log says so, since Consul does not', async () => {
  const secret = await tokenOf(
    'deaf',
    'agent_prefix "" { policy = "read" } key_prefix "_deploy/" { policy = "write" }',
  )
  const agent = openHost().start({CONSUL_HTTP_TOKEN: secret})
  await agent.logs('nothing is heard of deploy: the token needs event "deploy" { policy = "read" }')
})

test('without the right to ask for the name of the node it ends and says what is missing, or is told the name', async () => {
  const secret = await tokenOf(
    'nameless',
    'event "deploy" { policy = "read" } key_prefix "_deploy/" { policy = "write" }',
  )
  const agent = openHost().start({CONSUL_HTTP_TOKEN: secret})
  expect(await agent.ended).toBe(1)
  expect(agent.log()).toMatch(/The token needs agent_prefix "" \{ policy = "read" \}.*--node/)
  await listening(openHost(['--node', node()]).start({CONSUL_HTTP_TOKEN: secret}))
  const id = await fire(address(), {name: 'deploy'}, operator)
  await until(async () => (await said(id))?.exit === '0', 'its exit code')
})

test('a token that Consul does not know yet is asked for again, not given up', async () => {
  const agent = openHost(['--node', node()]).start({
    CONSUL_HTTP_TOKEN: '11111111-2222-3333-4444-555555555555',
  })
  await agent.logs('cannot listen for deploy: Consul does not know this token')
  expect(await agent.end()).toBe(0)
})
