import {expect, inject, test} from 'vitest'
import {register, ttlCheck, turnCheck} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

const TITLE_ROW = 2

/** From a corner of a tiling window manager to a wall screen: the worst is on the screen, and nothing is cut mid-word. */
test.each([
  [40, 10],
  [80, 24],
  [200, 60],
])('at %sx%s every view has its frame, its rows and its keys', async (columns, rows) => {
  const name = uniqueName('s')
  await register(address, {Name: name, Port: 80, Checks: [ttlCheck(`${name}-check`)]})
  await turnCheck(address, `${name}-check`, {status: 'critical', output: 'first line\nsecond line'})
  const ui = await openUi({address, columns, rows})
  await ui.filter(name)
  await ui.see(new RegExp(`^✖ critical +${name}`))
  expectFrame(ui.screen(), rows)
  await ui.openService(name)
  await ui.see(/^✖ critical/)
  expectFrame(ui.screen(), rows)
  await ui.press('service.open')
  await ui.until(screen => screen.some(line => line.startsWith('▌')), 'the instance')
  expectFrame(ui.screen(), rows)
  await ui.press('instance.node')
  await ui.see(`Members › ${entry.name}`)
  expectFrame(ui.screen(), rows)
  await ui.press('tab.members')
  await ui.until(screen => screen.some(line => /alive/.test(line)), 'the members')
  expectFrame(ui.screen(), rows)
})

/** A question fits on the smallest screen too, with its answers. */
test('at 40x10 a question shows what it is about and both answers', async () => {
  const name = uniqueName('ask')
  await register(address, {Name: name, Port: 80})
  const ui = await openUi({address, columns: 40, rows: 10})
  await ui.openService(name)
  await ui.pressWhenKnown('instance.deregister')
  await ui.see(`Deregister ${name}?`)
  await ui.see(/Cancel +Deregister/)
  await ui.see(/It leaves DNS/)
  await ui.press('dialog.cancel')
  await ui.see(/passing/)
})

test.each([
  [39, 10],
  [40, 9],
  [20, 3],
])('%sx%s is too small, which one line says', async (columns, rows) => {
  const ui = await openUi({address, columns, rows})
  await ui.until(
    screen => screen.filter(line => line !== '').length === 1 && /^lictor needs 40x10/.test(screen[0] ?? ''),
    'one line',
  )
})

/** A window that is made small and large again shows what it showed, cell by cell, and its keys work all the while. */
test('a resize down and up again repaints everything as it was', async () => {
  const name = uniqueName('resize')
  for (const number of [1, 2, 3, 4]) await register(address, {Name: `${name}-${number}`})
  const ui = await openUi({address, columns: 100, rows: 30})
  await ui.filter(name)
  await ui.see(`${name}-4`)
  await ui.press('table.down')
  await ui.onRow(`${name}-2`)
  await ui.see(/leader s\d +ACLs off/)
  await ui.see('● live')
  await ui.see(new RegExp(`${name}-4 +1 +1`))
  // But for the title, which counts the services of all tests.
  const cells = () => ui.tty.terminal.cells().toSpliced(TITLE_ROW, 1).join('\n')
  const before = cells()

  for (const [columns, rows] of [
    [60, 12],
    [30, 5],
    [41, 11],
    [160, 50],
    [160, 20],
    [100, 20],
  ] as const) {
    ui.resize(columns, rows)
    if (columns < 40) await ui.see('lictor needs')
    else await ui.onRow(`${name}-2`)
    if (columns >= 40)
      await ui.until(screen => /quit|help$/.test(screen.at(-1) ?? ''), 'the keys in the last line')
  }
  ui.resize(100, 30)
  await ui.until(() => cells() === before, `the screen as it was:\n${before}`)
  await ui.press('table.down')
  await ui.onRow(`${name}-3`)
})

function expectFrame(screen: readonly string[], rows: number): void {
  expect(screen).toHaveLength(rows)
  expect(screen[0]).toMatch(/^lictor/)
  expect(screen[1]).toMatch(/1 Members +2 Services/)
  expect(screen.at(-1)).toMatch(/^(Enter|n) /)
}
