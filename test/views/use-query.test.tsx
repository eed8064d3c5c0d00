import {Text} from 'ink'
import {render} from 'ink-testing-library'
import type {ReactNode} from 'react'
import {afterAll, expect, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {createApp} from '../../src/state/app.ts'
import {AppContext} from '../../src/views/app-context.ts'
import {useLinkSpans} from '../../src/views/chrome/use-link-spans.ts'
import {tableFor} from '../../src/views/routes.tsx'
import {useQuery} from '../../src/views/use-query.ts'
import {createFeed, dataEvent, failedEvent, unchangedEvent} from '../state/feed.ts'
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

const feed = createFeed('drawn')
const store = app.live.storeOf(feed.query)
let drawn = 0
const Drawn = (): ReactNode => {
  drawn += 1
  const {data = 'nothing', link} = useQuery(() => feed.query)
  const spans = useLinkSpans()
  return (
    <Text>
      {data} {link} {spans.map(({text}) => text).join('')}
    </Text>
  )
}

test('an answer without news draws nothing, and what comes after it is drawn', async () => {
  const {lastFrame, unmount} = render(
    <AppContext value={app}>
      <Drawn />
    </AppContext>,
  )
  await until(() => feed.started() === 1, 'the first question')
  feed.tell(dataEvent('web'))
  await until(() => lastFrame() === 'web live ● live', 'the first answer')
  const before = drawn
  const {contactAt} = store.getState()
  await until(() => {
    feed.tell(unchangedEvent)
    return store.getState().contactAt !== contactAt
  }, 'an answer without news')
  expect(drawn).toBe(before)
  feed.tell(failedEvent('timeout', 1_000))
  await until(() => lastFrame()?.startsWith('web retrying ↻ retrying') === true, 'the failure')
  feed.tell(dataEvent('db'))
  await until(() => lastFrame() === 'db live ● live', 'the news')
  unmount()
})
