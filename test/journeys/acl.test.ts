import {afterAll, beforeAll, expect, test} from 'vitest'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {requestJson} from '../../src/demo/consul-http.ts'
import {register} from '../support/agent-calls.ts'
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

async function tokenWith(
  name: string,
  rules: string,
): Promise<{readonly secret: string; readonly accessor: string}> {
  const put = (path: string, body: unknown) =>
    requestJson(address, path, {method: 'PUT', body, token: management})
  await put('/v1/acl/policy', {Name: name, Rules: rules})
  const token = (await put('/v1/acl/token', {Policies: [{Name: name}]})) as {
    readonly SecretID: string
    readonly AccessorID: string
  }
  return {secret: token.SecretID, accessor: token.AccessorID}
}

/** Consul answers an empty list to a token that may not read; an operator must never take that for an empty cluster. */
test('without a token the lists say which rule is missing, instead of being empty', async () => {
  const ui = await openUi({address, columns: 120})
  await ui.see('Hidden by ACL')
  await ui.see('it needs service_prefix "" { policy = "read" }')
  await ui.press('tab.members')
  await ui.see('Hidden by ACL')
  await ui.see('it needs node_prefix "" { policy = "read" }')
})

test('a token that Consul does not know is named as the reason', async () => {
  const secret = '11111111-2222-3333-4444-555555555555'
  const ui = await openUi({address, token: secret, columns: 120})
  await ui.see('Consul does not know this token')
  expect(ui.tty.bytes()).not.toContain(secret)
})

/** The header names the token by its accessor; the secret is never written, whatever is opened. */
test('the accessor of the token is shown, and its secret never', async () => {
  const {secret, accessor} = await tokenWith(
    'reader',
    'node_prefix "" { policy = "read" } service_prefix "" { policy = "read" }',
  )
  const ui = await openUi({address, token: secret, columns: 140})
  await ui.see(/passing +consul/)
  await ui.see(`token ${accessor.slice(0, 8)}`)
  await ui.press('help')
  await ui.press('help.close')
  await ui.press('palette')
  await ui.press('prompt.cancel')
  await ui.openService('consul')
  await ui.press('service.node')
  await ui.see(/serfHealth/)
  expect(ui.tty.bytes()).not.toContain(secret)
  expect(ui.tty.bytes()).not.toContain(secret.slice(0, 13))
})

/** Part of a page may be hidden while the rest is not. */
test('sessions that the token may not read are said to be hidden, beside the rest of the node', async () => {
  const {secret} = await tokenWith(
    'half',
    'node_prefix "" { policy = "read" } service_prefix "" { policy = "read" }',
  )
  const ui = await openUi({address, token: secret, view: 'members', columns: 120, rows: 40})
  await ui.onRow('s1')
  await ui.press('members.open')
  await ui.see(/serfHealth/)
  await ui.see(/session_prefix "" \{ policy = "read" \}/)
})

/** A write without the right to it names the rule, and leaves everything as it was. */
test('a write that the token may not do says which rule it needs', async () => {
  await register(address, {Name: 'guarded'}, management)
  const {secret} = await tokenWith(
    'looker',
    'node_prefix "" { policy = "read" } service_prefix "" { policy = "read" } agent_prefix "" { policy = "read" }',
  )
  const ui = await openUi({address, token: secret, columns: 160})
  await ui.openService('guarded')
  await ui.pressWhenKnown('instance.deregister')
  await ui.confirm('Deregister')
  await ui.see(/✖ The token lacks a permission.*service_prefix "" \{ policy = "write" \}/)
  await ui.see(/passing .*guarded/)
})

/** What the token may read of the services is shown, with a word that it is not all. */
test('a list that is cut by ACL says so', async () => {
  await register(address, {Name: 'open-door'}, management)
  await register(address, {Name: 'closed-door'}, management)
  const {secret} = await tokenWith(
    'one-door',
    'node_prefix "" { policy = "read" } service "open-door" { policy = "read" }',
  )
  const ui = await openUi({address, token: secret, columns: 120})
  await ui.see(/passing +open-door/)
  await ui.see('some hidden by ACL')
  await ui.gone('closed-door')
})
