import {expect, inject, onTestFinished, test} from 'vitest'
import {register, ttlCheck, turnCheck} from '../support/agent-calls.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'
import {createFaultProxy, type Fault, type FaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')

async function proxyToAgent(): Promise<FaultProxy> {
  const proxy = await createFaultProxy({target: entry.httpAddress})
  onTestFinished(proxy.close)
  return proxy
}

/** The agent goes away in the middle of an incident: what was known stays, its age shows, and all comes back alone. */
test.each<readonly [string, Fault, RegExp]>([
  ['breaks every connection', {kind: 'refuse'}, /The connection to \S+ broke/],
  ['answers 500', {kind: 'status', status: 500, body: 'boom'}, /Consul answered 500 to GET \/v1/],
  [
    'is behind a proxy that answers 502',
    {kind: 'status', status: 502},
    /The proxy at .* cannot reach Consul/,
  ],
  ['cuts its answers short', {kind: 'cut', afterBytes: 1}, /The connection to \S+ broke/],
  ['answers half a JSON', {kind: 'corrupt'}, /the answer is not JSON/],
  [
    'answers JSON of another shape',
    {kind: 'rewrite', rewrite: () => '"surprise"'},
    /\/v1\/.*surprise|expected|is /,
  ],
])('while the agent %s the last data stays, and afterwards it is live again', async (_, fault, sentence) => {
  const name = uniqueName('trouble')
  await register(entry.httpAddress, {Name: name, Checks: [ttlCheck(name)]})
  const proxy = await proxyToAgent()
  const ui = await openUi({address: proxy.address, columns: 160})
  await ui.filter(name)
  await ui.see(new RegExp(`passing +${name}`))
  await ui.see('● live')

  proxy.set(fault)
  await ui.press('refresh')
  await ui.see(/↻ retrying · data \d+s old/)
  await ui.see(sentence)
  await ui.see(/trying again (in \d+ s|now)/)
  await ui.see(new RegExp(`passing +${name}`))

  proxy.set(undefined)
  await turnCheck(entry.httpAddress, name, {status: 'critical', output: 'meanwhile'})
  await ui.see('● live')
  await ui.see(new RegExp(`critical +${name}`))
  await ui.gone(/trying again/)
})

/** A hung socket is no reason to hang: keys work, and `r` asks again on another connection. */
test('while the agent is silent the keyboard works, and what was known stays', async () => {
  const name = uniqueName('hung')
  await register(entry.httpAddress, {Name: name})
  const proxy = await proxyToAgent()
  const ui = await openUi({address: proxy.address})
  await ui.filter(name)
  await ui.see(new RegExp(`passing +${name}`))
  proxy.set({kind: 'hang'})
  await ui.press('refresh')
  await ui.onRow(name)
  await ui.press('services.open')
  await ui.see('Asking Consul…')
  await ui.press('back')
  await ui.see(new RegExp(`passing +${name}`))
  await ui.press('tab.members')
  await ui.press('help')
  await ui.see(/^Everywhere/)
  await ui.press('help.close')
  await ui.press('tab.services')

  proxy.set(undefined)
  await ui.press('refresh')
  await ui.openService(name)
  await ui.see(/all passing/)
})

/** What a list waits for may be silent for minutes; this poll is not, and on every screen it speaks for the agent. */
test.each(['members', 'services', 'kv', 'dns', 'deploy'] as const)(
  'an agent that hangs is found out by a poll of 15 s on the screen of %s too',
  async view => {
    const proxy = await proxyToAgent()
    await openUi({address: proxy.address, view})
    await until(
      () => proxy.requests.some(({path}) => /health\/state\/critical\?.*wait=15000ms/.test(path)),
      'the poll',
    )
  },
)

/** Consul asks for patience, and is given exactly that: no second request before the time, unless `r` asks for it. */
test('429 with Retry-After is waited for as long as it says', async () => {
  const proxy = await proxyToAgent()
  proxy.set({kind: 'status', status: 429, headers: {'Retry-After': '120'}, body: 'slow down'})
  const ui = await openUi({address: proxy.address, columns: 160})
  await ui.see(/Consul is refusing requests for now \(429\).*trying again in (120|119|118) s/)
  await ui.press('help')
  await ui.see(/^Everywhere/)
  const asked = proxy.requests.map(({path}) => path.replace(/\?.*/, ''))
  // The names and the numbers of instances are two queries, and both begin with the catalog.
  const repeated = asked.filter((path, place) => asked.indexOf(path) !== place)
  expect(repeated.filter(path => path !== '/v1/catalog/services')).toEqual([])

  proxy.set(undefined)
  await ui.press('help.close')
  await ui.press('refresh')
  await ui.see('● live')
  await ui.see(/passing +consul/)
})

/** Nothing listens at the address from the start: the place of the list says so, and what to set. */
test('an address where nobody listens is explained in place of the list', async () => {
  const proxy = await createFaultProxy({target: entry.httpAddress})
  await proxy.close()
  const ui = await openUi({address: proxy.address})
  await ui.see(/Nothing listens at/)
  await ui.see('Start the agent, or set CONSUL_HTTP_ADDR.')
})

/** A write that fails is never silent, and never repeated behind the operator's back. */
test('a write that the agent refuses stays on the screen until the next key', async () => {
  const name = uniqueName('refused')
  await register(entry.httpAddress, {Name: name})
  const proxy = await proxyToAgent()
  const ui = await openUi({address: proxy.address, columns: 160})
  await ui.openService(name)
  await ui.pressWhenKnown('instance.deregister')
  proxy.set({kind: 'status', status: 403, body: 'Permission denied'}, /deregister/)
  await ui.confirm('Deregister')
  await ui.see(/✖ The token lacks a permission.*The token needs service_prefix "" \{ policy = "write" \}/)
  expect(proxy.requests.filter(({path}) => path.includes('/deregister/'))).toHaveLength(1)
  await ui.press('table.down')
  await ui.gone(/✖ The token/)
})
