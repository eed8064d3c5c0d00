import {expect, inject, test} from 'vitest'
import {register, ttlCheck} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

/** From a sick service down to its node, and back up to where one was, filter, order and cursor included. */
test('a walk from service to instance to node and back ends where it began', async () => {
  const name = uniqueName('walk')
  for (const letter of ['a', 'b', 'c']) await register(address, {Name: `${name}-${letter}`})
  await register(address, {
    Name: `${name}-b`,
    ID: `${name}-b-second`,
    Port: 81,
    Meta: {team: 'payments'},
    Checks: [{...ttlCheck(`${name}-b-second`, 'warning'), Notes: 'ask payments'}],
  })
  const ui = await openUi({address})
  await ui.filter(name)
  await ui.onRow(`${name}-b`)
  await ui.press('table.sort')
  await ui.see(/SERVICE ?↑/)
  await ui.until(screen => /▲ warning +\S+-b +2 /.test(screen.join()), 'both instances of it')
  const list = ui.screen()

  await ui.press('services.open')
  await ui.see(`Services › ${name}-b`)
  await ui.onRow(`${name}-b-second`)
  await ui.press('service.open')
  await ui.see(`Services › ${name}-b › ${name}-b-second on ${entry.name}`)
  await ui.see(/team +payments/)
  await ui.see(/notes +ask payments/)
  await ui.press('instance.node')
  await ui.see(new RegExp(`Members › ${entry.name} +alive`))
  await ui.see(/serfHealth/)

  await ui.press('back')
  await ui.see(`› ${name}-b-second on ${entry.name}`)
  await ui.press('back')
  await ui.onRow(`${name}-b-second`)
  await ui.press('back')
  await ui.until(screen => listOf(screen) === listOf(list), 'the list as it was')
  expect(ui.tty.inverseLine()).toContain(`${name}-b`)
})

/** Escape takes back one thing at a time, and at the root there is nothing to take back. */
test('escape clears the filter before it leaves the screen', async () => {
  const name = uniqueName('escape')
  await register(address, {Name: name, ID: `${name}-1`})
  await register(address, {Name: name, ID: `${name}-2`})
  const ui = await openUi({address})
  await ui.openService(name)
  await ui.see(`${name}-2`)
  await ui.filter(`${name}-2`)
  await ui.see('1 of 2 match')
  await ui.press('back')
  await ui.onRow(`${name}-2`)
  await ui.see(new RegExp(`passing .*${name}-1`))
  await ui.press('back')
  await ui.see(/ match /)
  await ui.press('back')
  await ui.gone(/ match /)
  await ui.press('back')
  await ui.see(/^Services +\d+ services/)
})

/** The node's page leads on to every service of the node. */
test('a line of the node’s page opens the instance it speaks of', async () => {
  const name = uniqueName('onnode')
  await register(address, {Name: name, ID: `${name}-7`, Port: 7070})
  const ui = await openUi({address, view: 'members'})
  await ui.filter(`node:/^${entry.name}$/`)
  await ui.onRow(entry.name)
  await ui.press('members.open')
  await ui.see(`${name}-7`)
  await ui.filter(`${name}-7`)
  await ui.see(new RegExp(`^▌ .*${name}-7`))
  await ui.press('node.open')
  await ui.see(`Services › ${name} › ${name}-7 on ${entry.name}`)
})

/** Without the title, which counts the services of all tests. */
function listOf(screen: readonly string[]): string {
  return screen.slice(3, -2).join('\n')
}
