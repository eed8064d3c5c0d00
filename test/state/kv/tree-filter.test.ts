import {expect, test} from 'vitest'
import {createTree} from '../../../src/state/kv/tree.ts'
import {createTreeFilter} from '../../../src/state/kv/tree-filter.ts'
import {parseFilter} from '../../../src/state/table/filter.ts'

const tree = createTree('')
tree.listed('', ['README', 'config/', 'deploys/', 'İstanbul'], undefined)
tree.listed('config/', ['config/owner', 'config/prod/', 'config/staging/'], undefined)
tree.listed('config/prod/', ['config/prod/api', 'config/prod/api-key', 'config/prod/web'], undefined)
for (const folder of ['config/', 'config/prod/']) tree.open(folder)
const {rows} = tree.store.getState()

const {narrow, firstHit} = createTreeFilter()
const found = (filter: string): readonly string[] =>
  narrow(rows, parseFilter(filter).terms).map(({key}) => key)

test.each([
  ['', rows.map(({key}) => key)],
  ['api', ['config/', 'config/prod/', 'config/prod/api', 'config/prod/api-key']],
  ['API key', ['config/', 'config/prod/', 'config/prod/api-key']],
  ['prod', ['config/', 'config/prod/']],
  ['prod/w', ['config/', 'config/prod/', 'config/prod/web']],
  ['readme', ['README']],
  ['i̇stan', ['İstanbul']],
  ['/^(web|api)$/', ['config/', 'config/prod/', 'config/prod/api', 'config/prod/web']],
  ['/prod/.*y$/', ['config/', 'config/prod/', 'config/prod/api-key']],
  ['!o !/[ae]/', []],
  [
    '!config !deploys !readme !stan !api !prod',
    ['config/', 'config/owner', 'config/prod/', 'config/prod/web', 'config/staging/'],
  ],
  ['nowhere', []],
  ['tag:x', []],
])('the filter %j keeps what matches, and the folders above it', (filter, keys) => {
  expect(found(filter)).toEqual(keys)
})

test('a letter that stands at the edge of two names matches neither', () => {
  expect(found('apiapi')).toEqual([])
})

test('the first row that matches itself is known: the folders above it only lead there', () => {
  expect(found('api')[firstHit()]).toBe('config/prod/api')
  expect(found('config')[firstHit()]).toBe('config/')
})
