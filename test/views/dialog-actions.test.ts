import {afterEach, expect, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {createApp} from '../../src/state/app.ts'
import {createController} from '../../src/views/keymap/controller.ts'
import {keysOf, tableFor} from '../../src/views/routes.tsx'

const app = createApp({
  client: createConsulClient({address: 'http://127.0.0.1:1'}),
  tenancy: {consistency: 'default'},
  initialTab: 'services',
  tableFor,
  host: {
    quit: () => undefined,
    suspend: () => undefined,
    copy: () => undefined,
    readFile: () => Promise.reject(new Error('there is no file here')),
    editFile: () => Promise.reject(new Error('there is no editor here')),
    repaint: () => undefined,
  },
})
const {dispatch} = createController(app, keysOf)
afterEach(async () => {
  app.stop()
  await app.client.close()
})

test('while one confirmed operation takes its time the next question can be answered', async () => {
  const first = Promise.withResolvers<string>()
  const started: string[] = []
  const ask = (name: string, done: Promise<string>): void => {
    app.dialog.ask({
      title: 'Deregister web-1?',
      touches: [],
      confirmLabel: 'Deregister',
      run: () => {
        started.push(name)
        return done
      },
    })
    dispatch.chord('tab')
    dispatch.chord('enter')
    expect(app.dialog.store.getState().current).toBeUndefined()
  }
  ask('first', first.promise)
  ask('second', Promise.resolve('the second is done'))
  expect(started).toEqual(['first', 'second'])
  await expect.poll(() => app.flash.store.getState().current?.text).toBe('the second is done')
  first.resolve('the first is done')
  await expect.poll(() => app.flash.store.getState().current?.text).toBe('the first is done')
})
