import {afterAll, beforeAll, test} from 'vitest'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {requestJson} from '../../src/demo/consul-http.ts'
import {startPrivateCluster} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

let cluster: DemoCluster
let address: string
let management: string

beforeAll(async () => {
  cluster = await startPrivateCluster({acl: true, topology: {dc1: {servers: 1, clients: 0}}})
  address = cluster.entry.httpAddress
  management = cluster.managementToken ?? ''
})
afterAll(() => cluster.stop())

const put = (path: string, body: unknown) =>
  requestJson(address, path, {method: 'PUT', body, token: management})

async function tokenWith(name: string, rules: string): Promise<string> {
  await put('/v1/acl/policy', {Name: name, Rules: rules})
  const token = (await put('/v1/acl/token', {Policies: [{Name: name}]})) as {readonly SecretID: string}
  return token.SecretID
}

test('an empty store says what to do, to whom it is empty', async () => {
  const ui = await openUi({address, token: management, view: 'kv', columns: 120})
  await ui.see('There are no keys here yet.')
  await ui.see('a adds a key.')
})

/** Consul answers an empty list to a token that may not read; nobody must take that for an empty store. */
test('without a permission the tree says which rule is missing, instead of being empty', async () => {
  await put('/v1/kv/secret/key', 'x')
  const ui = await openUi({address, view: 'kv', columns: 120})
  await ui.see('Hidden by ACL')
  await ui.see('it needs key_prefix "" { policy = "read" }')
})

test('a token that may read one folder sees that, is told of the rest, and which rule a hidden key needs', async () => {
  await put('/v1/kv/open/door', 'come in')
  await put('/v1/kv/secret/key', 'x')
  const token = await tokenWith('one-folder', 'key_prefix "open/" { policy = "read" }')
  const ui = await openUi({address, token, view: 'kv', columns: 140})
  await ui.onRow('▸ open/')
  await ui.see('some hidden by ACL')
  await ui.gone('secret')
  await ui.press('kv.open')
  await ui.see(/door +come in/)
  await ui.command('key secret/key')
  await ui.see(/▲ The token lacks a permission/)
  await ui.see('key "secret/key" { policy = "read" }')
})
