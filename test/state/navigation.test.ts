import {beforeEach, describe, expect, it} from 'vitest'
import {createNavigation, type Navigation} from '../../src/state/navigation.ts'
import {createTable} from '../../src/state/table/table.ts'

let navigation: Navigation

beforeEach(() => {
  navigation = createNavigation({
    initial: 'services',
    tableFor: () =>
      createTable<{readonly id: string}>({
        idOf: ({id}) => id,
        factsOf: ({id}) => ({text: [id]}),
        sorts: {id: ({id}) => id},
        initialSort: {columnId: 'id', descending: false},
        copyText: ({id}) => id,
        filterHint: '',
      }),
  })
})

const name = () => navigation.current().route.name

describe('the way through the views', () => {
  it('begins where it was told', () => {
    expect(name()).toBe('services')
  })

  it('leads back to the very same entry, with cursor, filter and sort as they were', () => {
    const before = navigation.current()
    before.table.setRows([{id: 'db'}, {id: 'web'}, {id: 'web-admin'}])
    before.table.setFilter('web')
    before.table.setSort({columnId: 'id', descending: true})
    before.table.select('web')
    navigation.open({name: 'service', service: 'web'})
    expect(navigation.current().table).not.toBe(before.table)
    navigation.back()
    expect(navigation.current()).toBe(before)
    expect(before.table.current()).toEqual({id: 'web'})
    expect(before.table.store.getState()).toMatchObject({filter: 'web', sort: {descending: true}})
  })

  it('gives the same route opened twice two entries', () => {
    navigation.open({name: 'node', node: 'n1'})
    const first = navigation.current()
    navigation.open({name: 'node', node: 'n1'})
    expect(navigation.current().key).not.toBe(first.key)
    navigation.back()
    expect(navigation.current()).toBe(first)
  })

  it('does not lead back beyond the root', () => {
    navigation.back()
    navigation.back()
    expect(name()).toBe('services')
  })

  it('leads back to the tab from which a route was opened in another', () => {
    navigation.open({name: 'service', service: 'web'})
    const service = navigation.current()
    navigation.openIn('dns', {name: 'dns', question: 'web.service'})
    expect([navigation.store.getState().tab, name()]).toEqual(['dns', 'dns'])
    navigation.open({name: 'node', node: 'n1'})
    navigation.back()
    expect(name()).toBe('dns')
    navigation.back()
    expect(navigation.current()).toBe(service)
    navigation.showTab('dns')
    navigation.openIn('dns', {name: 'dns', question: 'db.service'})
    navigation.back()
    expect(navigation.store.getState().tab).toBe('dns')
  })

  it('has a stack for each tab', () => {
    navigation.open({name: 'service', service: 'web'})
    const service = navigation.current()
    navigation.showTab('members')
    expect(name()).toBe('members')
    navigation.open({name: 'node', node: 'n1'})
    navigation.showTab('services')
    expect(navigation.current()).toBe(service)
  })

  it('begins anew in every tab after a reset, and stays in the tab', () => {
    const before = navigation.current()
    navigation.showTab('members')
    navigation.open({name: 'node', node: 'n1'})
    navigation.reset()
    expect(name()).toBe('members')
    navigation.showTab('services')
    expect(name()).toBe('services')
    expect(navigation.current().key).not.toBe(before.key)
  })
})
