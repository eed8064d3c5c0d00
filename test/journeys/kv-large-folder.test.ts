import {afterAll, beforeAll, expect, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {transact} from '../../src/api/transaction.ts'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {startPrivateCluster} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

let cluster: DemoCluster
beforeAll(async () => {
  cluster = await startPrivateCluster({topology: {dc1: {servers: 1, clients: 0}}})
})
afterAll(() => cluster.stop())

const COUNT = 200_000

/** The real listing of a small folder, made long on its way: what 200,000 keys are to the program, without writing them. */
function asLong(body: string): string {
  const [first = ''] = JSON.parse(body) as readonly string[]
  const folder = first.slice(0, first.lastIndexOf('/') + 1)
  return JSON.stringify(
    Array.from({length: COUNT}, (_, index) => `${folder}key-${String(index).padStart(6, '0')}`),
  )
}

test('a folder of 200,000 keys opens with one listing, scrolls and is filtered like any other', async () => {
  const client = createConsulClient({address: cluster.entry.httpAddress})
  const value = new TextEncoder().encode('a value')
  await transact(client, [
    {verb: 'set', key: 'big/key-000000', value},
    {verb: 'set', key: 'big/key-199999', value},
    {verb: 'set', key: 'small/key', value},
  ])
  await client.close()
  const proxy = await createFaultProxy({target: cluster.entry.httpAddress})
  proxy.set({kind: 'rewrite', rewrite: asLong}, /^\/v1\/kv\/big\/\?keys/)
  const ui = await openUi({address: proxy.address, view: 'kv', columns: 120})
  await ui.onRow('▸ big/')
  await ui.press('kv.open')
  await ui.see(/▾ big\/ +200000 keys/)
  await ui.press('table.down')
  await ui.onRow(/key-000000 +a value/)
  await ui.press('table.last')
  await ui.onRow('▸ small/')
  await ui.press('table.up')
  await ui.onRow(/key-199999 +a value/)
  await ui.press('table.pageUp')
  await ui.see('key-199976')
  await ui.filter('key-1234')
  await ui.see(/101 of 200002 match/)
  await ui.onRow('key-123400')
  await ui.press('back')
  await ui.onRow('key-123400')
  await ui.press('kv.collapse')
  await ui.onRow('▾ big/')
  await ui.press('kv.open')
  await ui.onRow('▸ big/')
  await ui.press('table.down')
  await ui.press('kv.open')
  await ui.see('▾ small/')
  const listings = proxy.requests.filter(
    ({path}) => path.startsWith('/v1/kv/big/?keys') && !path.includes('index='),
  )
  expect(listings.length).toBe(1)
  expect(proxy.requests.some(({path}) => path.includes('recurse'))).toBe(false)
  await ui.close()
  await proxy.close()
})
