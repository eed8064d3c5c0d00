import {afterAll, expect, inject, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {putKey, readKey} from '../../src/api/kv.ts'
import {requestJson} from '../../src/demo/consul-http.ts'
import {startPrivateCluster, uniqueName} from '../support/cluster.ts'
import {openUi, type Ui} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress
const client = createConsulClient({address})
afterAll(() => client.close())

const put = (key: string, value: string, datacenter?: string) =>
  putKey(client, {key, value: Buffer.from(value)}, {datacenter})

const textOf = async (key: string, datacenter?: string): Promise<string | undefined> => {
  const {data} = await readKey(client, key, {datacenter})
  return data && Buffer.from(data.value).toString()
}

const compare = async (ui: Ui, folder: string, other: string): Promise<void> => {
  await ui.filter(folder)
  await ui.onRow(folder)
  await ui.press('kv.compare')
  await ui.type(other)
  await ui.press('prompt.submit')
}

test('two folders are compared, each difference can be read, and what is marked is copied across', async () => {
  const [left, right] = [`${uniqueName('left')}/`, `${uniqueName('right')}/`]
  await put(`${left}app.yaml`, 'name: web\nreplicas: 3\n')
  await put(`${right}app.yaml`, 'name: web\nreplicas: 5\n')
  await put(`${left}only-left`, 'x')
  await put(`${right}only-right`, 'y')
  await put(`${left}same`, 'z')
  await put(`${right}same`, 'z')
  const ui = await openUi({address, view: 'kv', columns: 120})
  await compare(ui, left, right)
  await ui.see(/^\+1 added -1 removed ~1 changed 1 the same$/)
  await ui.see(/changed +app.yaml +22 B +22 B +value/)
  await ui.filter('status:changed')
  await ui.gone('only-left')
  await ui.onRow('app.yaml')
  await ui.press('compare.open')
  await ui.see(/ 2 +- replicas: 3/)
  await ui.see(/ 2 \+ replicas: 5/)
  await ui.press('back')
  await ui.onRow('app.yaml')
  await ui.press('compare.mark')
  await ui.filter('only-left')
  await ui.onRow('only-left')
  await ui.press('compare.mark')
  await ui.see('2 marked')
  await ui.filter('')
  await ui.press('compare.copyRight')
  await ui.see(/Copy 2 keys to dc1:right/)
  await ui.see(/│ 1 +│ 1 +│ 23 B +│ 1 /)
  await ui.confirm('Copy')
  await ui.see(`copied 2 keys of dc1:${left} to dc1:${right}`)
  await ui.see(/^\+1 added -0 removed ~0 changed 3 the same$/)
  expect(await textOf(`${right}app.yaml`)).toBe('name: web\nreplicas: 3\n')
  await ui.onRow('only-right')
  await ui.press('compare.copyRight')
  await ui.see(/nothing of it is in dc1:left/)
  await ui.press('compare.copyLeft')
  await ui.confirm('Copy')
  await ui.see('The two sides are the same')
  expect(await textOf(`${left}only-right`)).toBe('y')
})

test('a folder is compared with itself in another datacenter, and copied there', async () => {
  const folder = `${uniqueName('dcs')}/`
  await put(`${folder}a`, '1')
  await put(`${folder}b`, '2')
  await put(`${folder}a`, '1', 'dc2')
  const ui = await openUi({address, view: 'kv', columns: 120})
  await ui.filter(folder)
  await ui.onRow(folder)
  await ui.press('kv.compare')
  await ui.see(/\(there is dc2\)/)
  await ui.type('mars:')
  await ui.press('prompt.submit')
  await ui.see('No datacenter is called mars; Consul knows dc1, dc2.')
  await ui.press('prompt.deleteToStart')
  await ui.type('dc2:')
  await ui.press('prompt.submit')
  await ui.see(/^\+0 added -1 removed ~0 changed 1 the same$/)
  await ui.press('compare.markAll')
  await ui.press('compare.copyRight')
  await ui.confirm('Copy')
  await ui.see('The two sides are the same')
  expect(await textOf(`${folder}b`, 'dc2')).toBe('2')
  await ui.press('back')
  await ui.press('kv.undo')
  await ui.see(`Take back: copied ${folder} to dc2: ${folder}`)
  await ui.confirm('Take back 1 key')
  await ui.see(`took back: copied ${folder}`)
  expect(await textOf(`${folder}b`, 'dc2')).toBeUndefined()
})

/** Between the question and the answer somebody else writes: his value stays, unless it is asked about as well. */
test('a copy leaves alone what has changed since, says which, and goes on with what still differs', async () => {
  const [left, right] = [`${uniqueName('left')}/`, `${uniqueName('right')}/`]
  await put(`${left}a`, '1')
  await put(`${right}a`, '2')
  const ui = await openUi({address, view: 'kv', columns: 160})
  await compare(ui, left, right)
  await ui.onRow(/changed +a/)
  await ui.press('compare.copyRight')
  await ui.see('Copy 1 key to')
  await put(`${right}a`, 'theirs')
  await ui.confirm('Copy')
  await ui.see(/Not all: copied 0 of 1 key of/)
  await ui.see(`Somebody else changed these meanwhile; left as they are: ${left}a`)
  expect(await textOf(`${right}a`)).toBe('theirs')
  await ui.marked('Close')
  await ui.press('dialog.toggle')
  await ui.press('dialog.take')
  await ui.see('Copy 1 key to')
  await ui.confirm('Copy')
  await ui.see('copied 1 key of')
  expect(await textOf(`${right}a`)).toBe('1')
})

test('a copy whose screen was left ends there: nothing is compared that nobody sees', async () => {
  const [left, right] = [`${uniqueName('left')}/`, `${uniqueName('right')}/`]
  await put(`${left}a`, '1')
  const proxy = await createFaultProxy({target: address})
  onTestFinished(proxy.close)
  const ui = await openUi({address: proxy.address, view: 'kv', columns: 160})
  await compare(ui, left, right)
  await ui.onRow(/removed +a/)
  const comparison = ui.app.scans.comparison(ui.app.navigation.current())
  const {promise: until, resolve: goOn} = Promise.withResolvers<void>()
  proxy.set({kind: 'hold', until}, /txn/, /"cas"/)
  await ui.press('compare.copyRight')
  await ui.confirm('Copy')
  await ui.see('Copying to')
  await ui.press('back')
  await ui.gone('Compare')
  goOn()
  await ui.see(/copied 1 key of/)
  expect(comparison.isRunning()).toBe(false)
  expect(comparison.store.getState().differences.map(({name}) => name)).toEqual(['a'])
})

/** A token that may read one side only: the keys of the other are hidden, not removed. */
test('what ACLs hide is never shown as removed', async () => {
  const cluster = await startPrivateCluster({acl: true, topology: {dc1: {servers: 1, clients: 0}}})
  try {
    const {httpAddress} = cluster.entry
    const management = cluster.managementToken ?? ''
    const send = (path: string, body: unknown) =>
      requestJson(httpAddress, path, {method: 'PUT', body, token: management})
    for (const key of ['open/a', 'open/b', 'half/a', 'half/b', 'shut/a']) await send(`/v1/kv/${key}`, key)
    const Rules =
      'key_prefix "open/" { policy = "write" } key "half/a" { policy = "read" } key "other" { policy = "read" }'
    await send('/v1/acl/policy', {Name: 'open', Rules})
    const {SecretID} = (await send('/v1/acl/token', {Policies: [{Name: 'open'}]})) as {
      readonly SecretID: string
    }
    const ui = await openUi({address: httpAddress, token: SecretID, view: 'kv', columns: 140})
    await compare(ui, 'open/', 'half/')
    await ui.see(/hidden +b /)
    await ui.see(/^\+0 added -0 removed ~1 changed \?1 hidden by ACL 0 the same/)
    await ui.press('back')
    await compare(ui, 'open/', 'shut/')
    await ui.see('?2 hidden by ACL')
    await ui.see(/shut\/ is hidden by ACL\. The token needs key_prefix "shut\/"/)
    await ui.press('compare.copyRight')
    await ui.see(/nothing of it is in/)
    await ui.close()
  } finally {
    await cluster.stop()
  }
})
