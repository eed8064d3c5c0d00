import {expect, inject, test} from 'vitest'
import {register} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

/** What is under the cursor goes to the operator's own clipboard, across SSH too. */
test('y puts what is under the cursor on the clipboard, by OSC 52', async () => {
  const name = uniqueName('copied')
  await register(address, {Name: name, Address: '192.0.2.7', Port: 8443})
  const ui = await openUi({address})
  await ui.filter(name)
  await ui.onRow(name)
  await ui.press('table.copy')
  await ui.see(`✔ copied ${name}`)
  expect(clipboards(ui.tty.bytes())).toEqual([name])

  await ui.openService(name)
  await ui.press('table.copy')
  await ui.see('✔ copied 192.0.2.7:8443')
  expect(clipboards(ui.tty.bytes())).toEqual([name, '192.0.2.7:8443'])
})

test('y on an empty list says that there is nothing', async () => {
  const ui = await openUi({address})
  await ui.see(/passing +consul/)
  await ui.filter(uniqueName('nobody'))
  await ui.see('Nothing matches')
  await ui.press('table.copy')
  await ui.see('nothing is under the cursor')
})

function clipboards(bytes: string): readonly string[] {
  return [...bytes.matchAll(/\x1b\]52;c;([^\x07]*)\x07/g)].map(([, encoded = '']) =>
    Buffer.from(encoded, 'base64').toString(),
  )
}
