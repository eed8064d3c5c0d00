import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, inject, onTestFinished, test} from 'vitest'
import {putKey} from '../../src/api/kv.ts'
import {uniqueName} from '../support/cluster.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'
import {aimAt, openClient, openKv} from '../support/kv-screen.ts'
import {bytes, consulKv, putAll, valuesUnder} from '../support/kv-tools.ts'

const address = inject('cluster').entry.httpAddress

/** To a file and back; a file that is there is asked about, and so is every value that would be lost. */
test('a folder is exported as consul does it, and imported again', async () => {
  const tools = openClient()
  const name = uniqueName('file')
  await putAll(tools, {[`${name}/a`]: '1', [`${name}/b c`]: ''})
  await putKey(tools.client, {key: `${name}/d`, value: bytes('\0\xff'), flags: 2n ** 63n})
  const ui = await openKv()
  await aimAt(ui, `${name}/`)
  const exportTo = async (path: string): Promise<void> => {
    await ui.press('kv.export')
    await ui.see(`Export ${name}/ to file: ${name}.json`)
    await ui.press('prompt.deleteToStart')
    await ui.type(path)
    await ui.press('prompt.submit')
  }
  await exportTo('~/out.json')
  await ui.see('exported 3 keys to ~/out.json')
  expect(await readFile(join(ui.home, 'out.json'), 'utf8')).toBe(await consulKv('export', `${name}/`))
  await exportTo('~/out.json')
  await ui.see('Overwrite ~/out.json?')
  await ui.press('dialog.cancel')
  await exportTo('~/no/such/folder.json')
  await ui.see('cannot be written: its folder does not exist')

  await consulKv('delete', `${name}/b c`)
  await putAll(tools, {[`${name}/a`]: 'other'})
  const importFrom = async (path: string): Promise<void> => {
    await ui.press('kv.import')
    await ui.type(path)
    await ui.press('prompt.submit')
  }
  await importFrom('~/out.json')
  await ui.see('Import ~/out.json?')
  await ui.see(/│ 1 +│ 1 +│ 1 /)
  await ui.see(`With another value: ${name}/a.`)
  await ui.confirm('Only the 1 new')
  await ui.see('imported 1 key of ~/out.json')
  expect(await valuesUnder(tools, `${name}/a`)).toEqual({[`${name}/a`]: 'other'})
  await importFrom('~/out.json')
  await ui.confirm('Overwrite 1 key')
  await ui.see('imported 1 key of ~/out.json')
  expect(await consulKv('export', `${name}/`)).toBe(await readFile(join(ui.home, 'out.json'), 'utf8'))
  await importFrom('~/out.json')
  await ui.see('3 keys of ~/out.json: all there already, as in the file')

  await writeFile(join(ui.home, 'bad.json'), '[{"key": "a", "flags": 0, "value": "%%"}]')
  await importFrom('~/bad.json')
  await ui.see('[0].value: expected base64')
  await importFrom('~/none.json')
  await ui.see('cannot be read: it does not exist')
})

/** One key press of `-read-only`: everything is said no to, and nothing but reads has left. */
test('with --read-only nothing is changed, and an export still works', async () => {
  const proxy = await createFaultProxy({target: address})
  onTestFinished(proxy.close)
  const tools = openClient()
  const name = uniqueName('ro')
  await putAll(tools, {[`${name}/a`]: '1'})
  const ui = await openKv({address: proxy.address, readOnly: true})
  await aimAt(ui, `${name}/`)
  for (const id of ['kv.delete', 'kv.move', 'kv.copy', 'kv.import', 'kv.undo']) {
    await ui.press(id)
    await ui.see('Lictor runs with --read-only')
    await ui.press('table.down')
    await ui.gone('Lictor runs with --read-only')
  }
  await ui.press('kv.export')
  await ui.press('prompt.deleteToStart')
  await ui.type('~/ro.json')
  await ui.press('prompt.submit')
  await ui.see('exported 1 key to ~/ro.json')
  const writes = proxy.requests.filter(
    ({method, body}) => method !== 'GET' && /"Verb":"(?!get|check)/.test(body),
  )
  expect(writes).toEqual([])
  expect(await valuesUnder(tools, name)).toEqual({[`${name}/a`]: '1'})
})
