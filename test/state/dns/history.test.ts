import {expect, test} from 'vitest'
import {createDnsHistory, type HistoryEntry} from '../../../src/state/dns/history.ts'

const entry = (name: string, at: number): HistoryEntry => ({
  at,
  name,
  type: 'A',
  result: 'answered',
  summary: '',
})

test('the newest question is first, and one that is asked again moves up', () => {
  const history = createDnsHistory()
  for (const [at, name] of ['a.', 'b.', 'a.'].entries()) history.add(entry(name, at))
  expect(history.store.getState().entries).toEqual([entry('a.', 2), entry('b.', 1)])
})

test('it does not grow for ever', () => {
  const history = createDnsHistory()
  for (let at = 0; at < 300; at += 1) history.add(entry(`n${at}.`, at))
  expect(history.store.getState().entries).toHaveLength(200)
})
