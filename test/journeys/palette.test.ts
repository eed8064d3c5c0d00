import {expect, inject, onTestFinished, test} from 'vitest'
import {register} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

/** Nobody has to know a key: every action is found by a word of its title, and the palette tells its key. */
test('the palette finds an action by its words and runs it', async () => {
  const ui = await openUi({address})
  await ui.see('● live')
  await ui.press('palette')
  await ui.type('reverse order')
  await ui.see(/▌ Reverse the order .* S *$/)
  await ui.press('prompt.submit')
  await ui.see(/HEALTH ?↓/)
})

/** The arrows choose among what matches; Enter takes the marked one. */
test('the marked command is the one that runs', async () => {
  const ui = await openUi({address})
  await ui.see('● live')
  await ui.press('palette')
  await ui.type('show')
  await ui.see('▌ Show Members')
  await ui.press('prompt.down')
  await ui.see('▌ Show Services')
  await ui.press('prompt.up')
  await ui.press('prompt.submit')
  await ui.see('Members › LAN dc1')
})

/** The datacenters come in late and stand first: the mark stays on what it was put on. */
test('commands that arrive while one chooses do not move the mark', async () => {
  const proxy = await createFaultProxy({target: address})
  onTestFinished(proxy.close)
  proxy.set({kind: 'status', status: 500}, /datacenters/)
  const ui = await openUi({address: proxy.address})
  await ui.see(/passing +consul/)
  await ui.press('palette')
  await ui.see('▌ default')
  await ui.press('prompt.down')
  await ui.see('▌ stale')
  proxy.set(undefined, /datacenters/)
  await ui.see('dc dc1')
  await ui.see('▌ stale')
  await ui.press('prompt.submit')
  await ui.see(/^lictor +dc1 +stale/)
})

/** Pressed past the end, the arrow has not gone anywhere that one would have to come back from. */
test('the mark stops at the last command', async () => {
  const ui = await openUi({address})
  await ui.see('● live')
  await ui.press('palette')
  await ui.type('show')
  await ui.see('▌ Show Members')
  for (let step = 0; step < 20; step += 1) await ui.press('prompt.down')
  await ui.gone('▌ Show Members')
  const [last = ''] = ui.screen().filter(line => line.includes('▌'))
  await ui.press('prompt.up')
  await ui.gone(last)
})

/** A word that nothing is called by is answered, not swallowed. */
test('an unknown command is refused in a sentence', async () => {
  const ui = await openUi({address})
  await ui.press('palette')
  await ui.type('frobnicate')
  await ui.see('nothing is called that')
  await ui.press('prompt.submit')
  await ui.see('no command is called "frobnicate"')
})

/** What cannot be done now says why before one tries. */
test('the palette shows why an action cannot run', async () => {
  const name = uniqueName('palette')
  await register(address, {Name: name})
  const ui = await openUi({address, readOnly: true, columns: 140})
  await ui.openService(name)
  await ui.press('palette')
  await ui.type('deregister')
  expect(await ui.see(/▌ Deregister the instance/)).toContain('Lictor runs with --read-only')
  await ui.press('prompt.submit')
  await ui.see('▲ Deregister the instance: Lictor runs with --read-only')
})
