import {afterAll, describe, expect, inject, it} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {
  type Coordinate,
  listDatacenterCoordinates,
  listNodeCoordinates,
  roundTripSeconds,
} from '../../src/api/coordinate.ts'
import {until} from '../support/cluster.ts'

const {entry} = inject('cluster')
const client = createConsulClient({address: entry.httpAddress})
afterAll(() => client.close())

const at = (vector: readonly number[], height = 0, adjustment = 0): Coordinate => ({
  vector,
  height,
  adjustment,
  error: 1.5,
})

describe('coordinates', () => {
  it('are known of the nodes once they have gossiped', async () => {
    const first = await until(
      async () => (await listNodeCoordinates(client)).data[0],
      'the coordinate of a node',
    )
    expect(first).toEqual({
      node: expect.any(String),
      segment: '',
      coordinate: {
        vector: expect.any(Array),
        error: expect.any(Number),
        adjustment: expect.any(Number),
        height: expect.any(Number),
      },
    })
    expect(first?.coordinate.vector).toHaveLength(8)
  })

  it('are known of the servers of each datacenter', async () => {
    const {data} = await listDatacenterCoordinates(client)
    expect(data.map(({datacenter, areaId}) => [datacenter, areaId])).toContainEqual(['dc1', 'wan'])
    expect(data.flatMap(({coordinates}) => coordinates.map(({node}) => node))).toContain('t1')
  })
})

describe('the round trip between two coordinates', () => {
  it.each([
    ['is the distance', at([0, 0]), at([0.003, 0.004]), 0.005],
    ['counts both heights', at([0, 0], 0.001), at([0.003, 0.004], 0.002), 0.008],
    ['counts both adjustments', at([0, 0], 0.001, 0.0005), at([0.003, 0.004], 0, -0.0015), 0.005],
    ['ignores adjustments that outweigh it', at([0], 0.001, -0.1), at([0.002], 0), 0.003],
    ['is the heights in one and the same place', at([1, 2], 0.00001), at([1, 2], 0.00001), 0.00002],
  ])('%s', (_, a, b, seconds) => {
    expect(roundTripSeconds(a, b)).toBeCloseTo(seconds, 12)
    expect(roundTripSeconds(b, a)).toBeCloseTo(seconds, 12)
  })

  it('is unknown between different spaces', () => {
    expect(roundTripSeconds(at([0]), at([0, 0]))).toBeUndefined()
  })
})
