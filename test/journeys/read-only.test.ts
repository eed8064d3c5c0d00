import {expect, inject, onTestFinished, test} from 'vitest'
import {register} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')

/** On a screen that others watch, nothing that is pressed may change the cluster; the reason is always the same. */
test('with --read-only every change is refused, and only reads reach the agent', async () => {
  const name = uniqueName('readonly')
  await register(entry.httpAddress, {Name: name})
  const proxy = await createFaultProxy({target: entry.httpAddress})
  onTestFinished(proxy.close)
  const ui = await openUi({address: proxy.address, readOnly: true, columns: 140})
  await ui.see(/^lictor .* read-only/)
  for (const id of ['services.register', 'agent.reload']) {
    await ui.press(id)
    await ui.see('Lictor runs with --read-only')
  }
  await ui.openService(name)
  for (const id of ['instance.deregister', 'instance.maintenance']) {
    await ui.press(id)
    await ui.see('Lictor runs with --read-only')
  }
  await ui.press('tab.members')
  await ui.see(/^alive +c1/)
  await ui.press('member.forceLeave')
  await ui.see('Lictor runs with --read-only')
  const writes = proxy.requests.filter(({method}) => method !== 'GET').map(({path}) => path)
  expect(writes.filter(path => !path.startsWith('/v1/internal/acl/authorize'))).toEqual([])
})
