import {expect, inject, test} from 'vitest'
import {agentChecks, register} from '../support/agent-calls.ts'
import {startPrivateCluster, uniqueName, until} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

/** Before work on a host its instance leaves DNS, with a reason that everybody sees, and comes back afterwards. */
test('an instance goes into maintenance with a reason, and out again', async () => {
  const name = uniqueName('patched')
  const check = `_service_maintenance:${name}`
  await register(address, {Name: name})
  const ui = await openUi({address, rows: 40})
  await ui.openService(name)
  await ui.pressWhenKnown('instance.maintenance')
  await ui.see('Reason: ')
  await ui.type('kernel update until 15:00')
  await ui.press('prompt.submit')
  await ui.see(`Put ${name} into maintenance?`)
  await ui.see(/kernel update until 15:00/)
  await ui.confirm('Into maintenance')
  await ui.see(`${name} is in maintenance`)
  await ui.see(/◆ maintenance .*_service_maintenance/)
  await ui.see('kernel update until 15:00')
  expect(await agentChecks(address)).toMatchObject({[check]: {Notes: 'kernel update until 15:00'}})
  await ui.press('back')
  await ui.see(new RegExp(`^◆ maintenance +${name}`))

  await ui.openService(name)
  await ui.press('instance.maintenance')
  await ui.see(`Take ${name} out of maintenance?`)
  await ui.confirm('Out of maintenance')
  await ui.see('all passing')
  expect(await agentChecks(address)).not.toHaveProperty(check)
})

/** A whole host: the agent on it takes its node out, with every service. */
test('the node of the asked agent goes into maintenance with all its services, and out again', async () => {
  const cluster = await startPrivateCluster({topology: {dc1: {servers: 1, clients: 0}}})
  try {
    const ui = await openUi({address: cluster.entry.httpAddress, view: 'members', rows: 40})
    const {name} = cluster.entry
    await ui.onRow(name)
    await ui.press('members.open')
    await ui.see(/serfHealth/)
    await ui.pressWhenKnown('node.maintenance')
    await ui.see('Reason: ')
    await ui.type('new disks')
    await ui.press('prompt.submit')
    await ui.see(`Put all of ${name} into maintenance?`)
    await ui.see('All its services leave DNS and discovery.')
    await ui.confirm('Into maintenance')
    await ui.see(/◆ maintenance .*_node_maintenance/)
    await ui.see('new disks')
    await ui.press('back')
    await ui.see(new RegExp(`${name} .*◆ maintenance`))
    await ui.press('tab.services')
    await ui.see(/◆ maintenance +consul/)

    await ui.press('tab.members')
    await ui.press('members.open')
    await ui.see(/_node_maintenance/)
    await ui.press('node.maintenance')
    await ui.confirm('Out of maintenance')
    await ui.see(`${name} is out of maintenance`)
    await ui.gone(/_node_maintenance/)
    await until(
      async () => !('_node_maintenance' in (await agentChecks(cluster.entry.httpAddress))),
      'the agent to be out of maintenance',
    )
    await ui.close()
  } finally {
    await cluster.stop()
  }
})
