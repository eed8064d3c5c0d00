import {describe, expect, inject, onTestFinished, test} from 'vitest'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {deleteKey, putKey, readKey} from '../../src/api/kv.ts'
import {requestJson} from '../../src/demo/consul-http.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi, type Ui, type UiOptions} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

type Setup = {readonly value?: string | Uint8Array; readonly flags?: bigint; readonly suffix?: string}

/** A key in the root of the tree with the cursor on it. */
async function onKey({value, flags, suffix = ''}: Setup, options: Partial<UiOptions> = {}) {
  const client = createConsulClient({address})
  const key = `${uniqueName('edit')}${suffix}`
  onTestFinished(async () => {
    await deleteKey(client, {key})
    await client.close()
  })
  if (value !== undefined) await put(client, key, value, flags)
  const ui = await openUi({address, view: 'kv', columns: 120, rows: 36, ...options})
  await ui.filter(key)
  if (value !== undefined) await ui.onRow(key)
  const stored = async () => (await readKey(client, key)).data
  const storedText = async () => new TextDecoder('utf-8', {ignoreBOM: true}).decode((await stored())?.value)
  return {ui, key, client, stored, storedText}
}

const put = (client: ConsulClient, key: string, value: string | Uint8Array, flags?: bigint) =>
  putKey(client, {
    key,
    value: typeof value === 'string' ? new TextEncoder().encode(value) : value,
    ...(flags !== undefined && {flags}),
  })

async function open(ui: Ui, key: string): Promise<void> {
  await ui.press('kv.edit')
  await ui.see(new RegExp(`^KV › ${key} .*index`))
  await ui.see(/^ *\d+:\d+ /)
}

/** Through the review, which shows what changes, to the write. */
async function save(ui: Ui): Promise<void> {
  await ui.press('edit.review')
  await ui.see(/(Write|Make) .*\?/)
  await ui.press('review.confirm')
  await ui.see(/✔ saved /)
}

describe('a value is saved byte for byte', () => {
  test.each([
    ['CRLF and no newline at the end', 'a\r\nb\r\nend', 'Xa\r\nb\r\nend'],
    ['a byte order mark', '\uFEFFa\n', '\uFEFFXa\n'],
    ['tabs and wide characters', '\t日本 é e\u0301 😀👨‍👩‍👧\n\n', 'X\t日本 é e\u0301 😀👨‍👩‍👧\n\n'],
    ['control characters', 'a\0b\x1b[31mred\rc', 'Xa\0b\x1b[31mred\rc'],
    ['nothing at all', '', 'X'],
  ])('%s', async (_, before, after) => {
    const {ui, key, storedText} = await onKey({value: before, flags: 12345678901234567890n})
    await open(ui, key)
    await ui.type('X')
    await ui.see('● modified')
    await save(ui)
    await ui.onRow(key)
    expect(await storedText()).toBe(after)
  })

  test('and the flags with it, which can be changed alone', async () => {
    const {ui, key, stored} = await onKey({value: 'same', flags: 18446744073709551615n})
    await open(ui, key)
    await ui.see('flags 18446744073709551615')
    await ui.press('edit.flags')
    await ui.press('prompt.deleteToStart')
    await ui.type('18446744073709551616')
    await ui.press('prompt.submit')
    await ui.see('flags are a whole number')
    await ui.press('edit.flags')
    await ui.press('prompt.deleteToStart')
    await ui.type('1609459200002')
    await ui.press('prompt.submit')
    await ui.see('danger, 2021-01-01 00:00:00 UTC')
    await ui.press('edit.review')
    await ui.see('the value stays as it is')
    await ui.see(/flags +18446744073709551615 → 1609459200002/)
    await ui.press('review.confirm')
    await ui.see('✔ saved')
    expect(await stored()).toMatchObject({flags: 1609459200002n, value: new TextEncoder().encode('same')})
  })
})

describe('the editor', () => {
  test('shows what cannot be seen: tabs, the ends of lines, and that the last one has none', async () => {
    const {ui, key} = await onKey({value: '\tone\r\ntwo'})
    await open(ui, key)
    await ui.see(/^ +1 → +one␍$/)
    await ui.see(/^ +2 two {2}no newline at the end$/)
    await ui.press('edit.textEnd')
    await ui.press('edit.break')
    await ui.see(/^ +2 two␍⏎$/)
  })

  test('selects, cuts, pastes, undoes, redoes and finds', async () => {
    const {ui, key, storedText} = await onKey({value: 'one two\nthree four\n'})
    await open(ui, key)
    await ui.press('edit.selectWordRight')
    await ui.marked('one')
    await ui.press('edit.cut')
    await ui.press('edit.textEnd')
    await ui.press('edit.paste')
    await ui.see(/^ +3 one/)
    await ui.press('edit.undo')
    await ui.press('edit.redo')
    await ui.press('edit.search')
    await ui.type('four')
    await ui.marked('four')
    await ui.press('prompt.submit')
    await ui.type('4')
    await ui.press('edit.textStart')
    await ui.press('edit.eraseOn')
    await save(ui)
    expect(await storedText()).toBe('two\nthree 4\none')
  })

  test('takes a paste as it is, with the line ends of the text around it', async () => {
    const {ui, key, storedText} = await onKey({value: 'a\r\n'})
    await open(ui, key)
    await ui.press('edit.textEnd')
    await ui.paste('  x\r\ty: q\r\rend')
    await save(ui)
    expect(await storedText()).toBe('a\r\n  x\r\n\ty: q\r\n\r\nend')
  })

  test('copies the selection to the clipboard of the terminal', async () => {
    const {ui, key} = await onKey({value: 'one two\n'})
    await open(ui, key)
    await ui.press('edit.selectWordRight')
    await ui.press('edit.copy')
    await ui.see('✔ copied 3 characters')
    expect(ui.tty.bytes()).toContain(`\x1b]52;c;${Buffer.from('one').toString('base64')}\x07`)
  })

  test('wraps long lines, or moves only the line of the cursor', async () => {
    const {ui, key} = await onKey({value: `${'x'.repeat(200)}END\nshort\n`})
    await open(ui, key)
    await ui.see(/^ +x+END$/)
    await ui.press('edit.wrap')
    await ui.gone('END')
    await ui.press('edit.lineEnd')
    await ui.see(/^ +1‹x+END/)
    await ui.press('edit.down')
    await ui.gone('END')
  })

  test('names all its keys, and ? is text in it', async () => {
    const {ui, key} = await onKey({value: 'a'})
    await open(ui, key)
    await ui.type('?')
    await ui.see(/^ +1 \?a/)
    await ui.press('edit.help')
    await ui.see(/Ctrl-S .*Save/)
    await ui.press('help.close')
    await ui.see(/^ +1 \?a/)
  })
})

describe('before something is lost, Lictor asks', () => {
  test('when the editor is left: to stay is the first answer', async () => {
    const {ui, key, storedText} = await onKey({value: 'a'})
    await open(ui, key)
    await ui.type('b')
    await ui.press('edit.leave')
    await ui.marked('Stay')
    await ui.press('dialog.take')
    await ui.see(/^ +1 ba/)
    await ui.press('edit.leave')
    await ui.press('dialog.toggle')
    await ui.press('dialog.take')
    await ui.see('discarded the changes')
    await ui.onRow(key)
    expect(await storedText()).toBe('a')
  })

  test('without a change it is left without a word', async () => {
    const {ui, key} = await onKey({value: 'a'})
    await open(ui, key)
    await ui.press('edit.leave')
    await ui.onRow(key)
  })

  test('when another key is opened after a change of datacenter: go on with it, or discard it', async () => {
    const {ui, key} = await onKey({value: 'a\n'})
    await open(ui, key)
    await ui.type('b')
    await ui.press('edit.review')
    await ui.see('Write ')
    // From the review every screen is in reach.
    await ui.command('dc dc1')
    await ui.see('KEY')
    expect(ui.app.unfinished()).toEqual([`${key} has unsaved changes`])
    await ui.press('kv.add')
    await ui.type('another')
    await ui.press('prompt.submit')
    await ui.see(`${key} has unsaved changes`)
    await ui.marked('Go on with them')
    await ui.press('dialog.take')
    await ui.see(/^ +1 ba/)
  })

  test('when Lictor is ended', async () => {
    const {ui, key} = await onKey({value: 'a\n'})
    await open(ui, key)
    await ui.type('b')
    await ui.press('edit.review')
    await ui.see('Write ')
    await ui.press('quit')
    await ui.see('Quit all the same?')
    await ui.press('dialog.cancel')
    expect(ui.quits()).toBe(0)
  })
})

describe('what cannot be saved is said first', () => {
  test('a broken JSON has a problem with its place; Esc goes there, Enter saves it all the same', async () => {
    const {ui, key, storedText} = await onKey({value: '{\n  "a": 1\n}\n', suffix: '.json'})
    await open(ui, key)
    await ui.press('edit.down')
    await ui.press('edit.lineEnd')
    await ui.type(',')
    await ui.see(/✖ line 3, column 1/)
    await ui.press('edit.textEnd')
    await ui.press('edit.review')
    await ui.see('This is not JSON')
    await ui.see(/line 3, column 1/)
    await ui.press('back')
    await ui.see(/^3:1 /)
    await ui.press('edit.review')
    await ui.see('This is not JSON')
    await ui.press('review.confirm')
    await ui.see('not valid JSON, to be saved all the same')
    expect(await storedText()).toBe('{\n  "a": 1\n}\n')
    await ui.press('review.confirm')
    await ui.see('✔ saved')
    expect(await storedText()).toBe('{\n  "a": 1,\n}\n')
  })

  test('nothing has changed', async () => {
    const {ui, key, stored} = await onKey({value: 'a'})
    const before = await stored()
    await open(ui, key)
    await ui.press('edit.review')
    await ui.see('nothing has changed')
    expect(await stored()).toEqual(before)
  })

  test('a value over the limit', async () => {
    const {ui, key, stored} = await onKey({value: 'x'.repeat(512 * 1024)})
    await open(ui, key)
    await ui.type('y')
    await ui.see('too large to be saved')
    await ui.press('edit.review')
    await ui.see('it has 524,289 bytes, and Consul takes 524,288')
    expect((await stored())?.value.length).toBe(512 * 1024)
  })

  test('bytes that are no text', async () => {
    const {ui} = await onKey({value: new Uint8Array([0xff, 0xfe, 0])})
    await ui.press('kv.edit')
    await ui.see('is not text (UTF-8): E opens its bytes')
  })

  test('a lock that somebody holds', async () => {
    const {ui, key, stored} = await onKey({value: 'a'})
    const {ID: session} = (await requestJson(address, '/v1/session/create', {
      method: 'PUT',
      body: JSON.stringify({Name: 'the deployer', TTL: '600s'}),
    })) as {readonly ID: string}
    onTestFinished(async () => {
      await requestJson(address, `/v1/session/destroy/${session}`, {method: 'PUT'})
    })
    await requestJson(address, `/v1/kv/${key}?acquire=${session}`, {method: 'PUT', body: 'locked'})
    await ui.press('kv.edit')
    await ui.see('is locked. Edit it all the same?')
    await ui.see('the deployer')
    await ui.confirm('Edit')
    await ui.see(/^ +1 locked/)
    await ui.type('un')
    await save(ui)
    expect(await stored()).toMatchObject({session, value: new TextEncoder().encode('unlocked')})
  })

  test('--read-only', async () => {
    const {ui} = await onKey({value: 'a'}, {readOnly: true})
    for (const id of ['kv.edit', 'kv.editOutside', 'kv.add']) {
      await ui.press(id)
      await ui.see('Lictor runs with --read-only')
    }
  })
})

describe('a key is added', () => {
  test('under the name that is asked for, and only where there is none', async () => {
    const {ui, key, stored, storedText} = await onKey({})
    await ui.press('kv.add')
    await ui.press('prompt.submit')
    await ui.see('a key needs a name')
    await ui.press('kv.add')
    await ui.type(key)
    await ui.press('prompt.submit')
    await ui.see('a new key')
    await ui.type('fresh')
    expect(await stored()).toBeUndefined()
    await ui.press('edit.review')
    await ui.see(`Make ${key} in dc1?`)
    await ui.press('review.confirm')
    await ui.see('✔ saved')
    expect(await storedText()).toBe('fresh')
    await ui.press('kv.add')
    await ui.type(key)
    await ui.press('prompt.submit')
    await ui.see('is there already. Edit it?')
    await ui.confirm('Edit')
    await ui.see(/^ +1 fresh/)
  })

  test('also a folder, whose name ends in a slash', async () => {
    const {ui, key, stored} = await onKey({suffix: '/'})
    await ui.press('kv.add')
    await ui.type(key)
    await ui.press('prompt.submit')
    await ui.see('ends in /: a folder')
    await save(ui)
    expect(await stored()).toMatchObject({key, value: new Uint8Array()})
  })
})
