import {describe, expect, it} from 'vitest'
import type {LanMembers} from '../../../src/state/queries/members.ts'
import {quorumOf, type Server} from '../../../src/state/queries/servers.ts'
import {type MemberRow, type MemberRowsInput, memberRows} from '../../../src/state/rows/member-rows.ts'
import {aCheck, aMember, aNode} from '../samples.ts'

const at = (node: string, x: number) => ({
  node,
  segment: '',
  coordinate: {vector: [x], error: 0, adjustment: 0, height: 0.001},
})

const lan: LanMembers = {
  members: [
    aMember({name: 's1', server: true}),
    aMember({name: 'c1'}),
    aMember({name: 'dead', status: 'failed'}),
  ],
  nodes: [
    aNode({name: 's1', meta: {rack: '1'}}),
    aNode({name: 'c1'}),
    aNode({name: 'dead'}),
    aNode({name: 'printer', meta: {'external-node': 'true'}}),
  ],
  coordinates: [at('c1', 0), at('s1', 0.01)],
}
const servers = {servers: [aServer({node: 's1', leader: true})], leader: 's1'}

function aServer(fields: Partial<Server> = {}): Server {
  return {node: 's1', address: '10.0.0.1:8300', alive: true, voter: true, leader: false, ...fields}
}

const rowsOf = (input: Partial<MemberRowsInput> = {}): ReadonlyMap<string, MemberRow> =>
  new Map(
    memberRows({lan, servers, failing: [], self: 'c1', datacenter: 'dc1', ...input}).map(row => [
      row.name,
      row,
    ]),
  )

describe('the members', () => {
  it('are the gossip members, and after them the nodes that run no agent', () => {
    const rows = [...rowsOf().values()]
    expect(rows.map(({name, status, role}) => [name, status, role])).toEqual([
      ['s1', 'alive', 'server'],
      ['c1', 'alive', 'client'],
      ['dead', 'failed', 'client'],
      ['printer', 'no agent', 'external'],
    ])
  })

  it('do not include a node of the catalog that gossip has never heard of, whatever its metadata', () => {
    const ghost = {...lan, nodes: [...lan.nodes, aNode({name: 'ghost'})]}
    expect(rowsOf({lan: ghost}).get('ghost')).toMatchObject({status: 'no agent', role: 'external'})
  })

  it('have one leader', () => {
    expect([...rowsOf().values()].filter(({leader}) => leader).map(({name}) => name)).toEqual(['s1'])
    const leaderless = rowsOf({servers: {servers: servers.servers}})
    expect([...leaderless.values()].some(({leader}) => leader)).toBe(false)
  })

  it('have a round trip from the asked agent where both have been placed', () => {
    const rows = rowsOf()
    expect(rows.get('s1')?.rtt).toBeCloseTo(0.012)
    expect(rows.get('c1')).not.toHaveProperty('rtt')
    expect(rows.get('dead')).not.toHaveProperty('rtt')
    expect(rowsOf({self: undefined}).get('s1')).not.toHaveProperty('rtt')
  })

  it('are of unknown health where the catalog has no node of theirs, as after they have left', () => {
    const members = [...(lan.members ?? []), aMember({name: 'gone', status: 'left'})]
    expect(rowsOf({lan: {...lan, members}}).get('gone')).toMatchObject({health: 'unknown', failingChecks: 0})
  })

  it('are as ill as the worst check on the node, and count those that fail', () => {
    const failing = [
      aCheck({node: 's1', status: 'warning'}),
      aCheck({node: 's1', status: 'critical', serviceId: 'web-1', serviceName: 'web'}),
    ]
    expect(rowsOf({failing}).get('s1')).toMatchObject({
      health: 'critical',
      failingChecks: 2,
      maintenance: false,
    })
    expect(rowsOf({failing}).get('c1')).toMatchObject({health: 'passing', failingChecks: 0})
  })

  it('tell that the node is in maintenance', () => {
    const failing = [aCheck({node: 'c1', checkId: '_node_maintenance'})]
    expect(rowsOf({failing}).get('c1')).toMatchObject({health: 'maintenance', maintenance: true})
  })

  it('have the metadata of the node', () => {
    expect(rowsOf().get('s1')?.meta).toEqual({rack: '1'})
  })

  it('of another datacenter are known from its catalog alone', () => {
    const other: LanMembers = {
      ...lan,
      nodes: [
        aNode({name: 't1', datacenter: 'dc2', meta: {'consul-version': '1.17.0'}}),
        aNode({name: 't2', datacenter: 'dc2'}),
      ],
    }
    const rows = rowsOf({
      lan: other,
      datacenter: 'dc2',
      servers: {servers: [aServer({node: 't1'})], leader: 't1'},
      failing: [aCheck({node: 't2', checkId: 'serfHealth'})],
    })
    expect(
      [...rows.values()].map(({name, status, role, leader, build}) => [name, status, role, leader, build]),
    ).toEqual([
      ['t1', 'alive', 'server', true, '1.17.0'],
      ['t2', 'failed', 'client', false, ''],
    ])
  })
})

describe('the quorum', () => {
  const quorum = (...alive: readonly boolean[]) =>
    quorumOf({servers: alive.map(each => aServer({alive: each}))})

  it.each([
    ['three servers may lose one', [true, true, true], {alive: 3, total: 3, needed: 2, margin: 1}],
    ['three with one dead may lose none', [true, true, false], {alive: 2, total: 3, needed: 2, margin: 0}],
    ['three with two dead have lost it', [true, false, false], {alive: 1, total: 3, needed: 2, margin: -1}],
    ['five may lose two', [true, true, true, true, true], {alive: 5, total: 5, needed: 3, margin: 2}],
    [
      'four may lose no more than three',
      [true, true, true, true],
      {alive: 4, total: 4, needed: 3, margin: 1},
    ],
    ['one alone may lose none', [true], {alive: 1, total: 1, needed: 1, margin: 0}],
  ])('%s', (_, alive, expected) => {
    expect(quorum(...alive)).toEqual(expected)
  })

  it('does not count servers without a vote', () => {
    expect(quorumOf({servers: [aServer(), aServer({voter: false}), aServer({voter: false})]})).toEqual({
      alive: 1,
      total: 1,
      needed: 1,
      margin: 0,
    })
  })
})
