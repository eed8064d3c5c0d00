import {inject, test} from 'vitest'
import {register, ttlCheck} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

/** One key goes through the columns, another turns the order round; the heading shows both, the cursor stays. */
test('the list sorts by one column after the other, either way, and the cursor stays on its row', async () => {
  const name = uniqueName('sort')
  await register(address, {Name: `${name}-2`, Checks: [ttlCheck(`${name}-2`, 'critical')]})
  await register(address, {Name: `${name}-10`})
  await register(address, {Name: `${name}-1`})
  const ui = await openUi({address})
  const order = (screen: readonly string[]): string =>
    screen.flatMap(line => new RegExp(`^[✖▲✔] \\w+ +${name}-(\\d+)`).exec(line)?.[1] ?? []).join(' ')
  await ui.filter(name)
  await ui.until(screen => order(screen) === '2 1 10', 'the critical one first')
  await ui.see(/HEALTH ?↑/)

  await ui.press('table.last')
  await ui.onRow(`${name}-10`)
  await ui.press('table.sort')
  await ui.until(screen => order(screen) === '1 2 10', 'names with their numbers in order')
  await ui.see(/SERVICE ?↑/)
  await ui.onRow(`${name}-10`)
  await ui.press('table.reverse')
  await ui.until(screen => order(screen) === '10 2 1', 'the order reversed')
  await ui.see(/SERVICE ?↓/)
  await ui.onRow(`${name}-10`)
})

/** Keys arrive faster than frames on a slow line: a burst of them in one piece moves as far as one by one. */
test('a burst of keys that arrives in one piece counts every key', async () => {
  const name = uniqueName('burst')
  for (const number of [1, 2, 3, 4, 5]) await register(address, {Name: `${name}-${number}`})
  const ui = await openUi({address})
  await ui.filter(name)
  await ui.until(screen => screen.filter(line => line.includes(`${name}-`)).length >= 5, 'five services')
  await ui.onRow(/-1 /)
  await ui.type('jjj')
  await ui.onRow(/-4 /)
  await ui.type('kk')
  await ui.onRow(/-2 /)
})
