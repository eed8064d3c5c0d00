import {describe, expect, it} from 'vitest'
import {hostPort} from '../../../src/state/rows/host-port.ts'
import {instanceRows, worstFirst} from '../../../src/state/rows/instance-rows.ts'
import {aCheck, aNode, anInstance, aService} from '../samples.ts'

describe('the row of an instance', () => {
  it('has the address that a client is given: its own, else that of its node', () => {
    const [own, nodes] = instanceRows([
      anInstance({service: aService({address: '10.9.9.9', port: 81})}),
      anInstance({service: aService({port: 0})}),
    ])
    expect([own?.address, nodes?.address]).toEqual(['10.9.9.9:81', '10.0.0.1'])
  })

  it('is known by node and id, as the id alone may stand on two nodes', () => {
    const rows = instanceRows([anInstance(), anInstance({node: aNode({name: 'n2'})})])
    expect(new Set(rows.map(({key}) => key)).size).toBe(2)
  })

  it('is as ill as its worst check, its node among them', () => {
    const checks = [aCheck({status: 'passing', serviceId: 'web-1'}), aCheck({status: 'critical'})]
    expect(instanceRows([anInstance({checks})])[0]?.health).toBe('critical')
    expect(instanceRows([anInstance()])[0]?.health).toBe('passing')
  })
})

it('lists the worst checks first, and those of one health as Consul does', () => {
  const checks = ['passing', 'odd', 'warning', 'critical', 'warning'].map((status, index) =>
    aCheck({status, checkId: `${status} ${index}`}),
  )
  const maintenance = aCheck({checkId: '_node_maintenance'})
  expect(worstFirst([maintenance, ...checks]).map(({checkId}) => checkId)).toEqual([
    'critical 3',
    'warning 2',
    'warning 4',
    '_node_maintenance',
    'odd 1',
    'passing 0',
  ])
})

it.each([
  ['10.0.0.1', 80, '10.0.0.1:80'],
  ['fd00::7', 80, '[fd00::7]:80'],
  ['db.internal', 0, 'db.internal'],
])('writes the address %s with the port %s as %s', (host, port, address) => {
  expect(hostPort(host, port)).toBe(address)
})
