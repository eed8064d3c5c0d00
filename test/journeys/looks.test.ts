import {expect, inject, onTestFinished, test} from 'vitest'
import {register, ttlCheck, turnCheck} from '../support/agent-calls.ts'
import {startPrivateCluster, uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

async function criticalService(address: string): Promise<string> {
  const name = uniqueName('look')
  await register(address, {Name: name, Checks: [ttlCheck(`${name}-check`)]})
  await turnCheck(address, `${name}-check`, {status: 'critical', output: 'down'})
  return name
}

const SGR = /\x1b\[([\d;]*)m/g
const codesOf = (bytes: string): ReadonlySet<string> =>
  new Set([...bytes.matchAll(SGR)].flatMap(([, codes = '']) => codes.split(';')))
const COLORS = /^(3[0-8]|4[0-8]|9[0-7]|10[0-7])$/

/** NO_COLOR: health is told by sign and word, the cursor by inverse video. */
test('without colours nothing is coloured, and everything can still be told apart', async () => {
  const name = await criticalService(address)
  const ui = await openUi({address, colors: 'none'})
  await ui.filter(name)
  await ui.see(new RegExp(`✖ critical +${name}`))
  await ui.onRow(name)
  expect([...codesOf(ui.tty.bytes())].filter(code => COLORS.test(code))).toEqual([])
})

/** 16 colours: the operator's own palette, never a shade of ours. */
test('with 16 colours only those are used', async () => {
  const name = await criticalService(address)
  const ui = await openUi({address, colors: 'basic'})
  await ui.filter(name)
  await ui.see(new RegExp(`✖ critical +${name}`))
  expect(ui.tty.bytes()).not.toMatch(/\x1b\[[\d;]*[34]8;[25]/)
  expect(codesOf(ui.tty.bytes())).toContain('31')
})

/** A terminal without Unicode: every byte is ASCII, and the signs keep their meaning. */
test('without Unicode every byte is ASCII', async () => {
  const name = await criticalService(address)
  const ui = await openUi({address, unicode: false})
  await ui.filter(name)
  await ui.see(new RegExp(`^x critical +${name}`))
  await ui.see(/HEALTH ?\^/)
  await ui.openService(name)
  await ui.see(/^---/)
  await ui.press('help')
  await ui.see(/^Everywhere/)
  expect(ui.tty.bytes()).toMatch(/^[\x00-\x7f]*$/)
})

/** A screen on which nothing happens writes nothing, so that a slow line stays free. Elsewhere other tests happen. */
test('a list on which nothing happens writes nothing', async () => {
  const cluster = await startPrivateCluster({topology: {dc1: {servers: 1, clients: 0}}})
  onTestFinished(() => cluster.stop())
  const address = cluster.entry.httpAddress
  const name = await criticalService(address)
  const ui = await openUi({address, view: 'services'})
  await ui.filter(name)
  await ui.see(new RegExp(`✖ critical +${name}`))
  await ui.see('● live')
  await ui.see(/leader s\d/)
  const other = await openUi({address, view: 'services'})
  await other.filter(name)
  await other.see('● live')
  const before = ui.tty.bytes().length
  // The second screen's own ticking clock is the measure of time: the first has been idle as long.
  await other.openService(name)
  await other.see(/no change seen/)
  expect(ui.tty.bytes().length).toBe(before)
})
