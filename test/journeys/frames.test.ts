import {expect, inject, test} from 'vitest'
import {register, ttlCheck, turnCheck} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi, type Ui} from '../support/driver.ts'
import {createVirtualTerminal} from '../terminal/virtual-terminal.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

const END_FRAME = '\x1b[?2026l'

/** The screen after each frame that was written to the terminal, of 100x30. */
const screensOf = async (ui: Ui): Promise<readonly (readonly string[])[]> => {
  const terminal = createVirtualTerminal(100, 30)
  const screens: (readonly string[])[] = []
  for (const frame of ui.tty.bytes().split(END_FRAME)) {
    await terminal.write(frame)
    screens.push(terminal.text())
  }
  return screens
}

test('a list that changes has its rows in every frame', async () => {
  const name = uniqueName('frames')
  const check = `${name}-check`
  await register(address, {Name: name, Port: 80, Checks: [ttlCheck(check)]})
  await turnCheck(address, check, {status: 'passing', output: 'good'})
  const ui = await openUi({address, columns: 100, rows: 30})
  await ui.openService(name)
  await ui.see(/^✔ passing +c1 /)
  await turnCheck(address, check, {status: 'critical', output: 'bad'})
  await ui.see(/^✖ critical +c1 /)
  await turnCheck(address, check, {status: 'passing', output: 'good'})
  await ui.see(/^✔ passing +c1 /)
  const hasRow = (await screensOf(ui)).map(screen => screen.some(line => /^(✔|✖) \w+ +c1 /.test(line)))
  expect(hasRow.slice(hasRow.indexOf(true))).not.toContain(false)
})
