import {inject, test} from 'vitest'
import {register} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry, agents} = inject('cluster')
const address = entry.httpAddress
const other = agents.find(agent => agent.datacenter === 'dc1' && agent.name !== entry.name) ?? entry

/** The help is made of the same records as the keys, so it says what can be done here and now, and why not. */
test('the help lists the keys of this screen, with the reason for those that cannot be used', async () => {
  const name = uniqueName('help')
  await register(other.httpAddress, {Name: name})
  const ui = await openUi({address, columns: 160, rows: 50})
  await ui.openService(name)
  await ui.pressWhenKnown('help')
  await ui.see(/^Here/)
  await ui.see(/^In a list/)
  await ui.see(/^Everywhere/)
  await ui.see(/^Enter +Open the instance$/)
  await ui.see(/^q +Quit$/)
  await ui.press('help.close')
  await ui.see(/passing .*help/)

  await ui.pressWhenKnown('instance.deregister')
  await ui.press('help')
  await ui.see(new RegExp(`Deregister the instance: only the agent on ${other.name}`))
})

/** It is longer than a small terminal, so it scrolls; no key of the screen below reaches through it. */
test('the help scrolls on a small terminal and traps the keys', async () => {
  const ui = await openUi({address, columns: 80, rows: 16})
  await ui.see(/passing +consul/)
  await ui.press('help')
  await ui.see(/^Here/)
  for (let step = 0; step < 20; step += 1) await ui.press('help.down')
  await ui.see(/Quit$/)
  await ui.gone(/^Here/)
  await ui.chord('2')
  await ui.see(/Quit$/)
  const end = ui.screen().join('\n')
  await ui.press('help.up')
  await ui.until(screen => screen.join('\n') !== end, 'one step up to show')
  await ui.press('help.close')
  await ui.see(/passing +consul/)
})
