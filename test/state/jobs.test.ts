import {expect, test} from 'vitest'
import {systemClock} from '../../src/api/clock.ts'
import {createJobs} from '../../src/state/jobs.ts'

test('one job runs at a time, and tells how far it is', async () => {
  const jobs = createJobs(systemClock)
  const {promise, resolve} = Promise.withResolvers<string>()
  const running = jobs.run('Copying a/', ({report}) => {
    report({done: 1, total: 2, unit: 'keys'})
    return promise
  })
  expect(jobs.store.getState().current).toMatchObject({title: 'Copying a/', progress: {done: 1, total: 2}})
  await expect(jobs.run('Other', async () => 'never')).rejects.toThrow('Copying a/ is still running')
  resolve('copied')
  expect(await running).toBe('copied')
  expect(jobs.store.getState().current).toBeUndefined()
})

test('a job hears that it is to stop, and ends as it sees fit', async () => {
  const jobs = createJobs(systemClock)
  const running = jobs.run('Copying a/', async ({signal}) => {
    await new Promise(resolve => signal.addEventListener('abort', resolve))
    return 'stopped after 3 keys'
  })
  jobs.cancel()
  expect(jobs.store.getState().current?.stopping).toBe(true)
  expect(await running).toBe('stopped after 3 keys')
  expect(await jobs.run('Next', async () => 'done')).toBe('done')
})
