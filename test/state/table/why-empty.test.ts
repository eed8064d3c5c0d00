import {expect, test} from 'vitest'
import {type Facts, parseFilter} from '../../../src/state/table/filter.ts'
import {whyEmpty} from '../../../src/state/table/why-empty.ts'

const rows: readonly Facts[] = [
  {text: ['web'], status: ['passing']},
  {text: ['api'], status: ['critical']},
]

const reasons = (filter: string) => whyEmpty(rows, parseFilter(filter).terms, facts => facts)

test('a status that does not occur is said, with those that do', () => {
  expect(reasons('status:bogus')).toEqual(['No status here matches bogus; there are critical, passing.'])
})

test('a field that such rows do not have is said', () => {
  expect(reasons('tag:v1')).toEqual(['Nothing here has a tag.'])
})

test('words that match by themselves need no reason', () => {
  expect(reasons('web status:critical !status:bogus')).toEqual([])
})
