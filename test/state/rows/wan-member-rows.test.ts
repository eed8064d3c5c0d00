import {describe, expect, it} from 'vitest'
import type {WanMembers} from '../../../src/state/queries/wan-members.ts'
import {wanMemberRows} from '../../../src/state/rows/wan-member-rows.ts'
import {aCheck, aMember, aNode, anInstance, aService} from '../samples.ts'

const place = (x: number) => ({vector: [x], error: 0, adjustment: 0, height: 0})
const coordinates: WanMembers['coordinates'] = [
  {
    datacenter: 'dc1',
    areaId: 'wan',
    coordinates: [
      {node: 's1.dc1', segment: '', coordinate: place(0)},
      {node: 's2.dc1', segment: '', coordinate: place(0.01)},
    ],
  },
  {datacenter: 'dc2', areaId: 'wan', coordinates: [{node: 't1', segment: '', coordinate: place(0.05)}]},
]
const server = (name: string, datacenter: string, fields = {}) =>
  anInstance({
    node: aNode({name, datacenter, taggedAddresses: {wan: '192.0.2.1'}}),
    service: aService({name: 'consul', port: 8300, meta: {version: '1.8.7'}}),
    ...fields,
  })

describe('the WAN members', () => {
  it('are the pool where the asked agent is a server', () => {
    const members = [
      aMember({name: 's1.dc1', server: true}),
      aMember({name: 't1.dc2', server: true, datacenter: 'dc2', status: 'failed'}),
    ]
    const rows = wanMemberRows({members, remote: [], coordinates}, {node: 's1', datacenter: 'dc1'})
    expect(rows.map(({id, node, status, datacenter}) => [id, node, status, datacenter])).toEqual([
      ['s1.dc1', 's1', 'alive', 'dc1'],
      ['t1.dc2', 't1', 'failed', 'dc2'],
    ])
    expect(rows[1]?.rtt).toBeCloseTo(0.05)
    expect(rows[0]).not.toHaveProperty('rtt')
  })

  it('are what each datacenter says of its servers where it is not', () => {
    const dead = {checks: [aCheck({checkId: 'serfHealth'})]}
    const remote = [
      {datacenter: 'dc1', servers: [server('s1', 'dc1')]},
      {datacenter: 'dc2', servers: [server('t1', 'dc2'), server('t2', 'dc2', dead)]},
    ]
    const rows = wanMemberRows({members: [], remote, coordinates}, {node: 'c1', datacenter: 'dc1'})
    expect(rows.map(({id, status, address, build}) => [id, status, address, build])).toEqual([
      ['s1.dc1', 'alive', '192.0.2.1:8300', '1.8.7'],
      ['t1.dc2', 'alive', '192.0.2.1:8300', '1.8.7'],
      ['t2.dc2', 'failed', '192.0.2.1:8300', '1.8.7'],
    ])
  })

  it('are as far away as from the nearest server of the own datacenter, for an agent that is none', () => {
    const remote = [{datacenter: 'dc2', servers: [server('t1', 'dc2'), server('t2', 'dc2')]}]
    const rows = wanMemberRows({members: [], remote, coordinates}, {node: 'c1', datacenter: 'dc1'})
    expect(rows[0]?.rtt).toBeCloseTo(0.04)
    expect(rows[1]).not.toHaveProperty('rtt')
  })

  it('are shown for every other datacenter when one cannot be reached, with the reason', () => {
    const remote = [
      {datacenter: 'dc2', unreachable: 'No path'},
      {datacenter: 'dc1', servers: [server('s1', 'dc1')]},
    ]
    const rows = wanMemberRows({members: [], remote, coordinates: []}, undefined)
    expect(rows.map(({name, status, address}) => [name, status, address])).toEqual([
      ['*.dc2', 'unreachable', 'No path'],
      ['s1.dc1', 'alive', '192.0.2.1:8300'],
    ])
  })
})
