import {afterAll, beforeAll, describe, expect, inject, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {putKey} from '../../src/api/kv.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi, type Ui} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress
const client = createConsulClient({address})
afterAll(() => client.close())

const mark = uniqueName('found')
const folder = `${uniqueName('journey')}/`
beforeAll(async () => {
  const put = (name: string, value: string) => putKey(client, {key: folder + name, value: Buffer.from(value)})
  await put(`api/${mark}-timeout`, '5s')
  await put(`api/${mark}-url`, 'https://example.com')
  await put('api/routes.yaml', `routes:\n  - host: ${mark}\n`)
  await put(`a b/%2F/größe/${mark}\x1b[31m`, 'odd')
})

const search = async (ui: Ui, pattern: string): Promise<void> => {
  await ui.press('kv.search')
  await ui.see(/^Search (all keys|below .*):/)
  await ui.type(pattern)
  await ui.press('prompt.submit')
}

/** Where a key is called anything like it, whoever put it there: the whole tree, without opening a folder. */
test('Ctrl-F finds keys by their names in the whole tree below, and Ctrl-T their values too', async () => {
  const ui = await openUi({address, view: 'kv', columns: 140})
  await ui.see('lictor')
  await search(ui, mark.toUpperCase())
  await ui.see(/^3 found in the names of [\d,]+ keys .* from any server/)
  await ui.see(`${folder}api/${mark}-timeout`)
  await ui.see(`${folder}a b/%2F/größe/${mark}`)
  await ui.press('search.values')
  await ui.see(/in keys and values/)
  await ui.see(/^4 found in the names and values/)
  await ui.see(new RegExp(`${folder}api/routes.yaml +2: - host: ${mark}`))
})

test('a search goes to a key, and Back finds the results as they were left', async () => {
  const ui = await openUi({address, view: 'kv', columns: 140})
  await search(ui, `/${mark}-(url|timeout)$/`)
  await ui.see(/^2 found/)
  await ui.press('table.down')
  await ui.onRow(`${mark}-url`)
  await ui.press('search.open')
  await ui.see('https://example.com')
  await ui.press('back')
  await ui.see(/^2 found/)
  await ui.onRow(`${mark}-url`)
})

test('a search of one folder stays in it, and can be made wider', async () => {
  const ui = await openUi({address, view: 'kv', columns: 140})
  await search(ui, mark)
  await ui.see(/^3 found/)
  await ui.filter('timeout')
  await ui.press('search.open')
  await ui.see('5s')
  await search(ui, mark)
  await ui.see(`KV › Search › ${folder}api/`)
  await ui.see(/^2 found in the names of 3 keys/)
  await ui.press('search.wider')
  await ui.see(new RegExp(`KV › Search › ${folder} `))
  await ui.see(/^3 found in the names of 4 keys/)
})

describe('a regex', () => {
  test('that cannot be read is said while it is typed, and is there to be mended', async () => {
    const ui = await openUi({address, view: 'kv', columns: 140})
    await ui.press('kv.search')
    await ui.type('/(/')
    await ui.see('This regex cannot be read: Unterminated group')
    await ui.press('prompt.submit')
    await ui.see(/^Search .*: \/\(\//)
    await ui.press('prompt.deleteToStart')
    await ui.type(`/${mark}-u.l/`)
    await ui.gone('cannot be read')
    await ui.press('prompt.submit')
    await ui.see(/^1 found/)
  })

  test('that would never end is given up with a reason, and the screen goes on', async () => {
    const name = 'a'.repeat(80)
    for (let index = 0; index < 30; index++) {
      await putKey(client, {key: `${folder}endless/${name}-${index}!`, value: new Uint8Array()})
    }
    const ui = await openUi({address, view: 'kv', columns: 160})
    await search(ui, '/^.*endless.(a+)+$/')
    await ui.see(/This regex was cut off at \d+ keys or values/)
    await ui.press('back')
    await ui.gone('Search')
  })
})

test('Esc and Ctrl-X end the transfer, and say what was not searched', async () => {
  const proxy = await createFaultProxy({target: address})
  onTestFinished(proxy.close)
  proxy.set({kind: 'stall', afterBytes: 20}, /keys=&stale|recurse/)
  const ui = await openUi({address: proxy.address, view: 'kv', columns: 140})
  for (const key of ['back', 'job.stop']) {
    await search(ui, mark)
    await ui.see('Esc stops')
    await ui.press(key)
    await ui.see(/stopped after 0 keys/)
    await ui.see('Not searched: the rest of the keys')
    await ui.see('It did not come to its end.')
    await ui.press('back')
    await ui.gone('Search ›')
  }
  expect(proxy.requests.filter(({path}) => path.includes('stale'))).toHaveLength(2)
})

test('a prompt that is left searches nothing', async () => {
  const ui = await openUi({address, view: 'kv'})
  await ui.press('kv.search')
  await ui.press('prompt.cancel')
  await ui.gone('Search')
})
