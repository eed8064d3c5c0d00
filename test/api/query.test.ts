import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {listConnectInstances, listIngressInstances, listServiceInstances} from '../../src/api/health.ts'
import {executeQuery, explainQuery, listQueries} from '../../src/api/query.ts'
import {preparedQueriesQuery} from '../../src/state/queries/prepared-queries.ts'
import {ask, contextOf} from '../state/queries/ask.ts'
import {type DnsCatalog, registerDnsCatalog} from '../support/dns-catalog.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'
import {failureOf} from './failures.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
let catalog: DnsCatalog
beforeAll(async () => {
  catalog = await registerDnsCatalog(entry)
})
afterAll(async () => {
  await catalog.remove()
  await client.close()
})

const plain = {onlyPassing: false, tags: [], connect: false, ignoredChecks: []}

describe('prepared queries', () => {
  it('are listed, templates among them', async () => {
    const {data} = await listQueries(client)
    expect(data).toContainEqual({name: catalog.query, service: catalog.web, isTemplate: false, ...plain})
    expect(data).toContainEqual(expect.objectContaining({name: catalog.template, isTemplate: true}))
    expect(await ask(preparedQueriesQuery(contextOf(client)))).toEqual(data)
  })

  it('are told as they are run, with templates filled in', async () => {
    const {data} = await explainQuery(client, `${catalog.template}${catalog.web}`)
    expect(data).toEqual({name: catalog.template, service: catalog.web, isTemplate: true, ...plain})
    expect((await explainQuery(client, 'nope')).data).toBeUndefined()
  })

  it('are run', async () => {
    expect((await executeQuery(client, catalog.query)).data).toEqual({
      datacenter: entry.datacenter,
      failovers: 0,
      found: true,
    })
    expect((await failureOf(executeQuery(client, 'nope'))).kind).toBe('notFound')
  })
})

describe('instances', () => {
  it('are listed by service, sidecar and gateway', async () => {
    const ids = async (list: typeof listServiceInstances) =>
      (await list(client, catalog.web)).data.map(({service}) => service.id)
    expect(await ids(listServiceInstances)).toHaveLength(3)
    expect(await ids(listConnectInstances)).toEqual([`${catalog.web}-proxy-1`])
    expect(await ids(listIngressInstances)).toEqual([`${catalog.web}-gw-1`])
  })
})

describe('a read without a token', () => {
  it('does not send it, and all others do', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    const known = createConsulClient({address: proxy.address, token: 's3cret'})
    await listQueries(known)
    await listQueries(known, {withoutToken: true})
    expect(proxy.requests.map(({headers}) => headers['x-consul-token'])).toEqual(['s3cret', undefined])
    await known.close()
    await proxy.close()
  })
})
