import {expect, inject, test} from 'vitest'
import {register, ttlCheck, turnCheck} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

/** An operator opens Services: the worst is on top, and a check that turns critical comes up by itself. */
test('services stand worst first, and a check that turns critical moves its service to the top', async () => {
  const name = uniqueName('front')
  for (const [letter, status] of [
    ['a', 'passing'],
    ['b', 'warning'],
    ['c', 'passing'],
  ] as const) {
    await register(address, {
      Name: `${name}-${letter}`,
      Checks: [ttlCheck(`${name}-${letter}`, status)],
    })
  }
  const ui = await openUi({address})
  await ui.filter(name)
  await ui.until(screen => order(screen, name) === 'bac', 'the warning one first')
  await ui.see(/● live/)

  await turnCheck(address, `${name}-c`, {status: 'critical', output: 'connection refused'})
  await ui.until(screen => order(screen, name) === 'cba', 'the critical one first')
  expect(await ui.see(`${name}-c`)).toMatch(/✖ critical .* 1 +· +· +1 +·/)

  await turnCheck(address, `${name}-c`, {status: 'passing', output: 'fine again'})
  await ui.until(screen => order(screen, name) === 'bac', 'all as before')
})

/** Nobody has to look for the reason: the panel below the instances has the output of the check. */
test('the output of a failing check is one key away, and follows what the check says', async () => {
  const name = uniqueName('orders')
  await register(address, {Name: name, Port: 8080, Checks: [ttlCheck(`${name}-db`)]})
  const ui = await openUi({address})
  await ui.openService(name)
  await ui.see('all passing')
  await ui.see(`${name} on ${entry.name}`)

  await turnCheck(address, `${name}-db`, {status: 'critical', output: 'no route to 10.1.2.3:5432'})
  await ui.see('1 of 1 not passing')
  await ui.see('no route to 10.1.2.3:5432')
  expect(await ui.see(`${name}-db`)).toMatch(/✖ critical .*for \d+s/)
})

function order(screen: readonly string[], name: string): string {
  return screen.flatMap(line => new RegExp(`[✖▲✔] \\w+ +${name}-([a-z])`).exec(line)?.[1] ?? []).join('')
}
