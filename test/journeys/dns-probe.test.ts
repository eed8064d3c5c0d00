import {afterAll, beforeAll, inject, onTestFinished, test} from 'vitest'
import {type DnsCatalog, registerDnsCatalog} from '../support/dns-catalog.ts'
import {createDnsFaultProxy} from '../support/dns-fault-proxy.ts'
import {openUi, type Ui} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

let catalog: DnsCatalog
beforeAll(async () => {
  catalog = await registerDnsCatalog(entry)
})
afterAll(() => catalog.remove())

const openOn = async (name: string, dnsAddress?: string): Promise<Ui> => {
  const ui = await openUi({
    address,
    view: 'dns',
    columns: 120,
    rows: 44,
    ...(dnsAddress !== undefined && {dnsAddress}),
  })
  await ui.press('dns.ask')
  await ui.type(name)
  await ui.press('prompt.submit')
  await ui.see(/TCP +\d+/)
  return ui
}

const probe = async (ui: Ui, plan: string): Promise<void> => {
  await ui.press('dns.probe')
  await ui.press('prompt.deleteToStart')
  await ui.type(plan)
  await ui.press('prompt.submit')
}

test('a probe counts answers, codes and who stands first, and its figures stay', async () => {
  const ui = await openOn(`${catalog.web}.service`)
  await probe(ui, '100 1')
  await ui.see('100 queries asked')
  await ui.see(/Probe: done, 100 of 100 asked in [\d.]+ s/)
  await ui.see('100.0 % answered (100 of 100) · 0 lost · 0 failed')
  await ui.see('NOERROR 100 · 1 different answer')
  await ui.see(/p50 [\d.]+ ms · p99 [\d.]+ ms +[▁▂▃▄▅▆▇█]/)
  await ui.see(/In first place \(.*; an even share is 50\.0 %\):/)
  await ui.see(/10\.1\.0\.1 +\d+ +\d+\.\d %/)
  await ui.press('refresh')
  await ui.see(/Probe: done, 100 of 100/)
})

test('Ctrl-X stops a probe, and what was counted stays', async () => {
  const ui = await openOn(`${catalog.web}.service`)
  await probe(ui, '5 600')
  await ui.see(/DNS probe .* of 3,000 queries +Ctrl-X stops it/)
  await ui.see(/Probe: runs, \d+ of 3000/)
  await ui.press('job.stop')
  await ui.see(/stopped after \d+ of 3000 queries/)
  await ui.see(/Probe: stopped, \d+ of 3000/)
})

test('another question ends the probe of the one before', async () => {
  const ui = await openOn(`${catalog.web}.service`)
  await probe(ui, '5 600')
  await ui.see(/Probe: runs/)
  await ui.press('dns.type')
  await ui.gone('Probe: ')
  await ui.see(/stopped after \d+ of 3000 queries/)
})

test('several servers are probed side by side, and one that loses queries shows', async () => {
  const proxy = await createDnsFaultProxy(entry.dnsAddress)
  onTestFinished(proxy.close)
  const {host, port} = proxy.server
  const ui = await openOn(`${catalog.web}.service`, entry.dnsAddress)
  proxy.set({kind: 'loss', count: 3})
  await probe(ui, `10 1 ${entry.dnsAddress},${host}:${port}`)
  await ui.see('10 queries asked')
  await ui.see('100.0 % answered (10 of 10) · 0 lost · 0 failed')
  await ui.see('70.0 % answered (7 of 10) · 3 lost · 0 failed')
})

test('a plan that cannot be meant stays to be mended', async () => {
  const ui = await openOn(`${catalog.web}.service`)
  await probe(ui, '100000 1')
  await ui.see(/^a rate is a number of queries a second, 1000 at the most: 100000 1/)
  await ui.press('prompt.deleteToStart')
  await ui.type('10 1')
  await ui.press('prompt.submit')
  await ui.see('10 queries asked')
})
