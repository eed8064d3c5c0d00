import fc from 'fast-check'
import {beforeEach, describe, expect, it} from 'vitest'
import type {HealthCheck} from '../../../src/api/health-check.ts'
import {sickNodes} from '../../../src/state/rows/failing.ts'
import {
  createServiceRows,
  type ServiceRow,
  type ServiceRowsInput,
} from '../../../src/state/rows/service-rows.ts'
import {aCatalogService, aCheck} from '../samples.ts'

let rowsOf: ReturnType<typeof createServiceRows>
beforeEach(() => {
  rowsOf = createServiceRows()
})

const failing = (status: string, node: string, serviceId: string, fields: Partial<HealthCheck> = {}) =>
  aCheck({status, node, serviceId, serviceName: serviceId.replace(/-\d+$/, ''), ...fields})
const onNode = (status: string, node: string, checkId = 'serfHealth') => aCheck({status, node, checkId})

/** The only row of `web` with two instances on n1 and one on n2, under these checks. */
const web = (checks: readonly HealthCheck[], more: Partial<ServiceRowsInput> = {}): ServiceRow | undefined =>
  rowsOf({services: [aCatalogService({nodes: ['n1', 'n2'], instanceCount: 3})], failing: checks, ...more})[0]

const counts = (row: ServiceRow | undefined) =>
  row && [row.passing, row.warning, row.critical, row.maintenance, row.health]

const onSickNodes = new Map([
  [
    'n1',
    [
      {id: 'web-1', name: 'web'},
      {id: 'web-2', name: 'web'},
      {id: 'db-1', name: 'db'},
    ],
  ],
])

describe('the row of a service', () => {
  it('is never green where the token may not read the checks', () => {
    expect(web([], {isHealthHidden: true})?.health).toBe('unknown')
    expect(web([failing('critical', 'n1', 'web-1')], {isHealthHidden: true})?.health).toBe('critical')
  })

  it.each([
    ['is healthy while no check fails', [], [3, 0, 0, 0, 'passing']],
    [
      'counts an instance once, by its worst check',
      [failing('warning', 'n1', 'web-1', {checkId: 'a'}), failing('critical', 'n1', 'web-1', {checkId: 'b'})],
      [2, 0, 1, 0, 'critical'],
    ],
    [
      'is as ill as its worst instance',
      [failing('warning', 'n1', 'web-1'), failing('critical', 'n2', 'web-3')],
      [1, 1, 1, 0, 'critical'],
    ],
    [
      'tells instances of one id on two nodes apart',
      [failing('critical', 'n1', 'web-1'), failing('critical', 'n2', 'web-1')],
      [1, 0, 2, 0, 'critical'],
    ],
    [
      'takes maintenance from the id of the check, and lets it cover the rest of the instance',
      [
        failing('critical', 'n1', 'web-1', {checkId: '_service_maintenance:web-1'}),
        failing('critical', 'n1', 'web-1', {checkId: 'a'}),
      ],
      [2, 0, 0, 1, 'maintenance'],
    ],
    [
      'ranks maintenance below what nobody announced',
      [
        failing('critical', 'n1', 'web-1', {checkId: '_service_maintenance:web-1'}),
        failing('warning', 'n2', 'web-3'),
      ],
      [1, 1, 0, 1, 'warning'],
    ],
    [
      'does not mind the checks of other services',
      [failing('critical', 'n1', 'db-1')],
      [3, 0, 0, 0, 'passing'],
    ],
    ['does not mind a node that it is not on', [onNode('critical', 'n9')], [3, 0, 0, 0, 'passing']],
    ['loses an instance with its node', [onNode('critical', 'n2')], [2, 0, 1, 0, 'critical']],
    [
      'is in maintenance with its node',
      [onNode('critical', 'n2', '_node_maintenance')],
      [2, 0, 0, 1, 'maintenance'],
    ],
    ['does not know what a later Consul means', [failing('unsure', 'n1', 'web-1')], [2, 0, 0, 0, 'unknown']],
  ] as const)('%s', (_, checks, expected) => {
    expect(counts(web(checks))).toEqual(expected)
  })

  it('loses every instance on a sick node, once it is known which these are', () => {
    const checks = [onNode('critical', 'n1')]
    expect(counts(web(checks))).toEqual([2, 0, 1, 0, 'critical'])
    expect(counts(web(checks, {onSickNodes}))).toEqual([1, 0, 2, 0, 'critical'])
  })

  it('counts an instance with a failing check on a sick node once', () => {
    const checks = [failing('warning', 'n1', 'web-1'), onNode('critical', 'n1')]
    expect(counts(web(checks, {onSickNodes}))).toEqual([1, 0, 2, 0, 'critical'])
  })

  it('never counts more instances as ill than there are', () => {
    const row = web([1, 2, 3, 4].map(id => failing('critical', 'n1', `web-${id}`)))
    expect(row).toMatchObject({instances: 4, passing: 0, critical: 4})
  })

  it('says what the catalog says of the service', () => {
    const [row] = rowsOf({services: [aCatalogService({tags: ['v1'], kind: 'mesh-gateway'})], failing: []})
    expect(row).toMatchObject({name: 'web', tags: ['v1'], kind: 'mesh-gateway', nodes: ['n1']})
  })
})

describe('the row of a service that nothing has touched', () => {
  const services = [aCatalogService(), aCatalogService({name: 'db', nodes: ['n2']})]

  it('is the same object as before, so that it is not drawn again', () => {
    const [web, db] = rowsOf({services, failing: []})
    const after = rowsOf({services, failing: [failing('critical', 'n2', 'db-1')]})
    expect(after[0]).toBe(web)
    expect(after[1]).not.toBe(db)
  })

  it('is that object again when the service has recovered', () => {
    const before = rowsOf({services, failing: []})
    rowsOf({services, failing: [failing('critical', 'n2', 'db-1')]})
    expect(rowsOf({services, failing: []})[1]).toBe(before[1])
  })
})

describe('the rows after many flips', () => {
  const nodes = ['n1', 'n2', 'n3']
  const services = ['web', 'db', 'api', 'mail'].map((name, index) =>
    aCatalogService({name, nodes: nodes.slice(0, 1 + (index % 3)), instanceCount: 2 + index}),
  )
  const check = fc.record({
    node: fc.constantFrom(...nodes),
    serviceId: fc.constantFrom('web-1', 'web-2', 'db-1', 'api-1', 'gone-1', ''),
    checkId: fc.constantFrom('a', 'b', '_service_maintenance:web-1'),
    status: fc.constantFrom('critical', 'warning', 'unsure'),
  })
  const step = fc.record({
    failing: fc
      .uniqueArray(check, {
        maxLength: 5,
        selector: ({node, checkId, serviceId}) => `${node} ${checkId} ${serviceId}`,
      })
      .map(checks => checks.map(fields => failing(fields.status, fields.node, fields.serviceId, fields))),
    isHealthHidden: fc.boolean(),
    isCatalogNew: fc.boolean(),
    onSickNodes: fc.constantFrom(undefined, onSickNodes),
  })

  it('are those of all checks laid over the catalog once', () => {
    fc.assert(
      fc.property(fc.array(step), steps => {
        const incremental = createServiceRows()
        for (const {isCatalogNew, onSickNodes: known, ...rest} of steps) {
          const catalog = isCatalogNew ? [...services] : services
          const input = {services: catalog, ...rest, ...(known && {onSickNodes: known})}
          expect(incremental(input)).toEqual(createServiceRows()(input))
        }
      }),
    )
  })

  it('have an ill service keep its row object while nothing of it changes', () => {
    const web = failing('critical', 'n1', 'web-1')
    const before = rowsOf({services, failing: [web]})
    const after = rowsOf({services, failing: [{...web, output: 'news'}, failing('warning', 'n1', 'db-1')]})
    expect(after[0]).toBe(before[0])
    expect(after[1]?.health).toBe('warning')
  })
})

describe('the sick nodes', () => {
  it('are those whose own checks fail, each once and in order', () => {
    const checks = [onNode('critical', 'n2'), onNode('warning', 'n1'), onNode('critical', 'n2', 'disk')]
    expect(sickNodes([...checks, failing('critical', 'n3', 'web-1')])).toEqual(['n1', 'n2'])
  })
})
