import {Text} from 'ink'
import {render} from 'ink-testing-library'
import type {ReactNode} from 'react'
import {afterAll, expect, test} from 'vitest'
import {useStore} from 'zustand'
import {createConsulClient} from '../../src/api/client.ts'
import {createApp} from '../../src/state/app.ts'
import {memo} from '../../src/state/memo.ts'
import {createTable} from '../../src/state/table/table.ts'
import {AppContext} from '../../src/views/app-context.ts'
import {tableFor} from '../../src/views/routes.tsx'
import {useLiveRows} from '../../src/views/table/use-live-rows.ts'
import {useQuery} from '../../src/views/use-query.ts'
import {createFeed, dataEvent} from '../state/feed.ts'
import {until} from '../support/cluster.ts'
import {DEAF_HOST} from '../support/deaf-host.ts'

const app = createApp({
  client: createConsulClient({address: 'http://127.0.0.1:1'}),
  tenancy: {consistency: 'default'},
  initialTab: 'services',
  tableFor,
  host: DEAF_HOST,
})
afterAll(async () => {
  app.stop()
  await app.client.close()
})

const feed = createFeed('rows')
const table = createTable({
  idOf: ({id}: {readonly id: string}) => id,
  factsOf: ({id}) => ({text: [id]}),
  sorts: {id: ({id}) => id},
  initialSort: {columnId: 'id', descending: false},
  copyText: ({id}) => id,
  filterHint: '',
})
const rowsOf = memo((data: string) => data.split(' ').map(id => ({id})))
const source = {read: () => ({rows: rowsOf(app.live.storeOf(feed.query).getState().data ?? 'none')})}

const List = (): ReactNode => {
  const {data = 'none'} = useQuery(() => feed.query)
  useLiveRows(table, source)
  useStore(table.store)
  const shown = table.visible().map(({id}) => id)
  return <Text>{`${data}: ${shown.join(' ')}`}</Text>
}

test('an answer and the rows it makes are on the screen in one frame', async () => {
  const {lastFrame, frames, unmount} = render(
    <AppContext value={app}>
      <List />
    </AppContext>,
  )
  await until(() => feed.started() === 1, 'the first question')
  feed.tell(dataEvent('web db'))
  await until(() => lastFrame() === 'web db: db web', 'the first answer')
  feed.tell(dataEvent('web'))
  await until(() => lastFrame() === 'web: web', 'the second answer')
  expect(frames).toEqual(['none: none', 'web db: db web', 'web: web'])
  table.setFilter('nothing like it')
  await until(() => lastFrame()?.trimEnd() === 'web:', 'the filter')
  unmount()
})
