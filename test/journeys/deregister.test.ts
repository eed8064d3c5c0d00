import {expect, inject, test} from 'vitest'
import {requestJson} from '../../src/demo/consul-http.ts'
import {agentServices, register} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry, agents} = inject('cluster')
const address = entry.httpAddress
const other = agents.find(agent => agent.datacenter === 'dc1' && agent.name !== entry.name) ?? entry

/** An instance of the asked agent goes, after a question that names it and starts on Cancel. */
test('an instance of the asked agent is deregistered, and only that one', async () => {
  const name = uniqueName('gone')
  await register(address, {Name: name, ID: `${name}-1`})
  await register(address, {Name: name, ID: `${name}-2`})
  const ui = await openUi({address})
  await ui.openService(name)
  await ui.onRow(`${name}-1`)
  await ui.press('table.down')
  await ui.onRow(`${name}-2`)
  await ui.pressWhenKnown('instance.deregister')
  await ui.see(`Deregister ${name}-2?`)
  await ui.see('Lictor cannot put it back')
  await ui.confirm('Deregister')
  await ui.see(`deregistered ${name}-2 on ${entry.name}`)
  await ui.until(
    screen => !screen.some(line => /passing/.test(line) && line.includes(`${name}-2`)),
    'it to go',
  )
  expect(Object.keys(await agentServices(address)).filter(id => id.startsWith(name))).toEqual([`${name}-1`])
})

/** Anti-entropy would put it back, so the right agent is named instead of a change that does not last. */
test('an instance of another agent is refused, with the agent to ask', async () => {
  const name = uniqueName('elsewhere')
  await register(other.httpAddress, {Name: name})
  const ui = await openUi({address, columns: 160})
  await ui.openService(name)
  await ui.onRow(other.name)
  await ui.pressWhenKnown('instance.deregister')
  await ui.see(new RegExp(`▲ Deregister the instance: only the agent on ${other.name} can do that`))
  expect(await agentServices(other.httpAddress)).toHaveProperty(name)
})

/** A service that was put into the catalog from outside has no agent that would put it back. */
test('an instance that no agent owns goes from the catalog', async () => {
  const name = uniqueName('external')
  await requestJson(address, '/v1/catalog/register', {
    method: 'PUT',
    body: {
      Node: `${name}-node`,
      Address: '192.0.2.1',
      NodeMeta: {'external-node': 'true'},
      Service: {Service: name, Port: 443},
    },
  })
  const ui = await openUi({address})
  await ui.openService(name)
  await ui.onRow(`${name}-node`)
  await ui.pressWhenKnown('instance.deregister')
  await ui.see(`Deregister ${name}?`)
  await ui.confirm('Deregister')
  await ui.see(`deregistered ${name} on ${name}-node`)
  await ui.see(`${name} has no instances`)
  await requestJson(address, '/v1/catalog/deregister', {method: 'PUT', body: {Node: `${name}-node`}})
})
