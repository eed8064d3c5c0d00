import {describe, expect, inject, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {createApp} from '../../src/state/app.ts'
import type {Action} from '../../src/views/keymap/action.ts'
import {createController} from '../../src/views/keymap/controller.ts'
import {createRunAction, refusal} from '../../src/views/keymap/run-action.ts'
import {keysOf, ROUTES, tableFor} from '../../src/views/routes.tsx'
import {DEAF_HOST} from '../support/deaf-host.ts'

const {entry} = inject('cluster')

function openApp(readOnly: boolean) {
  const client = createConsulClient({address: entry.httpAddress, readOnly})
  const app = createApp({
    client,
    tenancy: {consistency: 'default'},
    initialTab: 'services',
    tableFor,
    host: DEAF_HOST,
  })
  return {app, controller: createController(app, keysOf)}
}

const dangers: readonly (readonly [string, Action])[] = [
  ...new Map(
    Object.values(ROUTES)
      .flatMap(({actions}) => actions)
      .filter(({danger}) => danger)
      .map(action => [action.id, action] as const),
  ),
]

describe.each(dangers)('%s changes the cluster, so', (_, action) => {
  test('it is refused by --read-only before anything else is looked at', () => {
    const {app, controller} = openApp(true)
    expect(refusal(action, controller.context())).toBe('Lictor runs with --read-only')
    createRunAction(app, () => [])(action)
    expect(app.flash.store.getState().current).toMatchObject({level: 'refused'})
    expect(app.dialog.store.getState().current).toBeUndefined()
  })
})

test('there are such actions', () => {
  expect(dangers.map(([id]) => id).sort()).toEqual([
    'agent.reload',
    'compare.copyLeft',
    'compare.copyRight',
    'deploy.freeze',
    'deploy.new',
    'deploy.remove',
    'edit.review',
    'exec.run',
    'instance.deregister',
    'instance.maintenance',
    'kv.add',
    'kv.copy',
    'kv.delete',
    'kv.edit',
    'kv.editOutside',
    'kv.import',
    'kv.move',
    'kv.undo',
    'member.forceLeave',
    'node.maintenance',
    'preflight.fire',
    'review.confirm',
    'rollout.resume',
    'rollout.retryFailed',
    'rollout.stop',
    'rollout.takeOver',
    'services.register',
  ])
})

describe('running actions', () => {
  const deferred = Promise.withResolvers<string>()
  const act = (run: Action['run'], id = 'test'): Action => ({id, keys: [], title: 'Test', run})

  test('a sentence that comes back is shown as done', () => {
    const {app} = openApp(false)
    createRunAction(app, () => [])(act(() => 'it is done'))
    expect(app.flash.store.getState().current).toMatchObject({level: 'done', text: 'it is done'})
  })

  test('an error is shown and goes nowhere else', () => {
    const {app} = openApp(false)
    createRunAction(app, () => [])(
      act(() => {
        throw new Error('no such thing')
      }),
    )
    expect(app.flash.store.getState().current).toMatchObject({level: 'failed', text: 'no such thing'})
  })

  test('what runs at once runs as often as it is asked for, in one turn', () => {
    const {app} = openApp(false)
    const run = createRunAction(app, () => [])
    let runs = 0
    const step = act(() => {
      runs += 1
    })
    for (let press = 0; press < 3; press += 1) run(step)
    expect(runs).toBe(3)
  })

  test('what takes its time is not started twice', async () => {
    const {app} = openApp(false)
    const run = createRunAction(app, () => [])
    let runs = 0
    const slow = act(() => {
      runs += 1
      return deferred.promise
    })
    run(slow)
    run(slow)
    expect(runs).toBe(1)
    deferred.resolve('finished')
    await expect.poll(() => app.flash.store.getState().current?.text).toBe('finished')
    run(slow)
    expect(runs).toBe(2)
  })
})
