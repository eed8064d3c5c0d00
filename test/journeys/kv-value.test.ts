import {expect, inject, onTestFinished, test} from 'vitest'
import {putKey} from '../../src/api/kv.ts'
import {requestJson} from '../../src/demo/consul-http.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'
import {openColleague} from '../support/kv.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

async function openTreeAt(key: string, options: {readonly columns?: number; readonly rows?: number} = {}) {
  const ui = await openUi({address, view: 'kv', columns: 120, ...options})
  await ui.see('KEY')
  await ui.command(`key ${key}`)
  return ui
}

const clipboards = (bytes: string): readonly string[] =>
  [...bytes.matchAll(/\x1b\]52;c;([^\x07]*)\x07/g)].map(([, encoded = '']) =>
    Buffer.from(encoded, 'base64').toString(),
  )

test('JSON is laid out for reading, and as it is where that is wanted; numbers stay as they are', async () => {
  const name = uniqueName('json')
  const {put} = openColleague(address)
  const text = '{"big":12345678901234567890,"list":[1,{"on":true}]}'
  await put(`${name}/cfg`, text)
  const ui = await openTreeAt(`${name}/cfg`)
  await ui.see('│ JSON')
  await ui.see(/│ {3}"big": 12345678901234567890,$/)
  await ui.press('kv.open')
  await ui.see('Value: JSON, laid out')
  await ui.see(/^ {8}"on": true/)
  await ui.press('key.mode')
  await ui.see(text)
  await ui.press('key.mode')
  await ui.see('00000  7b 22 62 69 67 22 3a 31')
})

test('a binary value is shown byte by byte, and copied as base64 with a word', async () => {
  const name = uniqueName('binary')
  const {put} = openColleague(address)
  const value = Uint8Array.from({length: 40}, (_, index) => index * 6)
  await put(`${name}/blob`, value)
  const ui = await openTreeAt(`${name}/blob`)
  await ui.onRow(/blob +binary, 40 B/)
  await ui.see('00008  30 36 3c 42')
  await ui.press('kv.copyValue')
  await ui.see(/✔ copied the value of .*blob, 40 B and no text, as base64/)
  expect(clipboards(ui.tty.bytes())).toEqual([Buffer.from(value).toString('base64')])
})

test('y copies the key and Y the value, byte for byte; one too large says the limit', async () => {
  const name = uniqueName('copy')
  const {put} = openColleague(address)
  const text = 'first\r\n\tsecond \u001b[31m \ufeff ü\n'
  await put(`${name}/a`, text)
  await put(`${name}/b`, 'x'.repeat(100_000))
  const ui = await openTreeAt(`${name}/a`)
  await ui.onRow(/a +/)
  await ui.see(/│ first/)
  await ui.press('table.copy')
  await ui.see(`✔ copied ${name}/a`)
  await ui.press('kv.copyValue')
  await ui.see(`✔ copied the value of ${name}/a`)
  expect(clipboards(ui.tty.bytes())).toEqual([`${name}/a`, text])
  await ui.press('table.down')
  await ui.onRow(/b +98 KiB/)
  await ui.press('kv.copyValue')
  await ui.see(/✖ The value was not copied: .*too large for the clipboard/)
  await ui.press('kv.collapse')
  await ui.onRow(`▾ ${name}/`)
  await ui.press('kv.copyValue')
  await ui.see('a folder has no value; y copies its name')
})

test('flags of consul-kv-dashboard are a status and a time; others are a number', async () => {
  const name = uniqueName('flags')
  const {put} = openColleague(address)
  await put(`${name}/a`, 'deployed', {flags: 1_700_000_000_002n})
  await put(`${name}/b`, 'other', {flags: 18_446_744_073_709_551_615n})
  const ui = await openTreeAt(`${name}/a`)
  await ui.see(/Flags danger at 2023-11-1\d \d\d:\d\d:\d\d/)
  await ui.press('table.down')
  await ui.see('Flags 18446744073709551615')
})

test('a lock names its holder, the node, what keeps it alive, and how it ends', async () => {
  const name = uniqueName('lock')
  const {put, client} = openColleague(address)
  await put(`${name}/leader`, 'free')
  const ui = await openTreeAt(`${name}/leader`)
  await ui.onRow(/leader +free/)
  const {ID: session} = (await requestJson(address, '/v1/session/create', {
    method: 'PUT',
    body: {Name: 'a-deployer', TTL: '60s', Behavior: 'delete'},
  })) as {readonly ID: string}
  onTestFinished(async () => {
    await requestJson(address, `/v1/session/destroy/${session}`, {method: 'PUT'})
  })
  await putKey(client, {key: `${name}/leader`, value: new TextEncoder().encode('held'), acquire: session})
  await ui.see(/leader +held +locked/)
  await ui.see(new RegExp(`locked by a-deployer on ${entry.name}`))
  await ui.press('kv.open')
  await ui.see(new RegExp(`session ${session} +TTL 60s, delete, lock delay 15s`))
  await ui.see('✔ serfHealth  passing')
  await ui.see(/Create \d+ +Modify \d+ +Lock 1/)
})

test('at 80 columns the value is below the tree, and in few rows only on its page', async () => {
  const name = uniqueName('narrow')
  const {put} = openColleague(address)
  await put(`${name}/key`, 'the value\nand more')
  const ui = await openTreeAt(`${name}/key`, {columns: 80, rows: 24})
  await ui.see(/^─── .*key ─/)
  await ui.see(/^and more/)
  ui.resize(80, 18)
  await ui.gone(/^and more/)
  await ui.press('kv.open')
  await ui.see(/and more$/)
})

/** What is on the screen is all that is laid out. */
test.each([
  ['one line of 512 KiB', `${'abcdefghi '.repeat(52_400)}the end`],
  ['50,000 lines', `${Array.from({length: 50_000}, (_, line) => String(line)).join('\n')}\nthe end`],
])('%s can be read to the end', async (_, value) => {
  const name = uniqueName('large')
  const {put} = openColleague(address)
  await put(`${name}/key`, value)
  const ui = await openTreeAt(`${name}/key`)
  await ui.onRow('KiB')
  await ui.press('kv.open')
  await ui.see('Value: text')
  await ui.press('table.last')
  await ui.see(/^▌ .*the end$/)
  await ui.press('table.first')
  await ui.see('Value: text')
})
