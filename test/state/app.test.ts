import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {type App, createApp} from '../../src/state/app.ts'
import {identityQuery} from '../../src/state/queries/identity.ts'
import {createTable} from '../../src/state/table/table.ts'

let app: App
beforeEach(() => {
  app = createApp({
    client: createConsulClient({address: 'http://127.0.0.1:1'}),
    tenancy: {consistency: 'default'},
    initialTab: 'services',
    tableFor: () =>
      createTable<string>({
        idOf: row => row,
        factsOf: row => ({text: [row]}),
        sorts: {},
        initialSort: {columnId: '', descending: false},
        copyText: row => row,
        filterHint: '',
      }),
    host: {
      quit: () => {},
      suspend: () => {},
      repaint: () => {},
      copy: () => undefined,
      readFile: () => Promise.reject(new Error('no file')),
      editFile: () => Promise.reject(new Error('there is no editor here')),
    },
  })
})
afterEach(async () => {
  app.stop()
  await app.client.close()
})

describe('what queries are made of', () => {
  it('is the same while the tenancy stays', () => {
    expect(app.queryContext()).toBe(app.queryContext())
  })

  it('follows the tenancy', () => {
    app.tenancy.setState({datacenter: 'dc2'})
    expect(app.queryContext().tenancy).toEqual({consistency: 'default', datacenter: 'dc2'})
  })

  it('remembers what was seen of a datacenter, whichever way it is read', () => {
    const {transitions} = app.queryContext()
    app.tenancy.setState({consistency: 'stale'})
    expect(app.queryContext().transitions).toBe(transitions)
  })

  it('takes nothing that was seen of one datacenter for another', () => {
    const {transitions} = app.queryContext()
    app.tenancy.setState({datacenter: 'dc2'})
    expect(app.queryContext().transitions).not.toBe(transitions)
  })

  it('has what was seen of a datacenter again on return', () => {
    app.tenancy.setState({datacenter: 'dc1'})
    const {transitions} = app.queryContext()
    app.tenancy.setState({datacenter: 'dc2'})
    app.queryContext()
    app.tenancy.setState({datacenter: 'dc1'})
    expect(app.queryContext().transitions).toBe(transitions)
  })

  it('has what was seen of the agent’s own datacenter again on return by its name', () => {
    const first = app.queryContext()
    const agent = {nodeName: 'c1', nodeId: '', datacenter: 'dc1', server: false, version: '1.8.7', dns: {}}
    app.live.storeOf(identityQuery(first)).setState({data: {agent}})
    app.tenancy.setState({datacenter: 'dc2'})
    app.queryContext()
    app.tenancy.setState({datacenter: 'dc1'})
    expect(app.queryContext().transitions).toBe(first.transitions)
  })
})
