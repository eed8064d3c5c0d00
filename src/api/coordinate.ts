import type {AclRule} from './acl-rule.ts'
import type {ConsulClient, QueryOptions, Reply} from './client.ts'
import {arrayOf, type Decoder, field, number, object, string, text, withDefault} from './decode.ts'
import {read} from './read.ts'

/** A place in the network space that Serf reckons from gossip; everything in seconds. */
export type Coordinate = {
  readonly vector: readonly number[]
  readonly error: number
  readonly adjustment: number
  readonly height: number
}

export type NodeCoordinate = {
  readonly node: string
  readonly segment: string
  readonly coordinate: Coordinate
}

const needs: readonly AclRule[] = [{resource: 'node', access: 'read'}]

/** `GET /v1/coordinate/nodes`. Its index moves all the time: poll it, do not block on it. */
export const listNodeCoordinates = (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<readonly NodeCoordinate[]>> =>
  read(client, {path: '/v1/coordinate/nodes', needs, options}, decodeNodeCoordinates)

export type DatacenterCoordinates = {
  readonly datacenter: string
  /** `wan` outside Enterprise network areas; coordinates of different areas cannot be compared. */
  readonly areaId: string
  readonly coordinates: readonly NodeCoordinate[]
}

/** `GET /v1/coordinate/datacenters`: the servers in the WAN pool. Does not block. */
export const listDatacenterCoordinates = (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<readonly DatacenterCoordinates[]>> =>
  read(client, {path: '/v1/coordinate/datacenters', options}, arrayOf(decodeDatacenter))

const zero = withDefault(number, 0)

const decodeCoordinate: Decoder<Coordinate> = object(coordinate => ({
  vector: field(coordinate, 'Vec', arrayOf(number)),
  error: field(coordinate, 'Error', zero),
  adjustment: field(coordinate, 'Adjustment', zero),
  height: field(coordinate, 'Height', zero),
}))

const decodeNodeCoordinates: Decoder<readonly NodeCoordinate[]> = arrayOf(
  object(entry => ({
    node: field(entry, 'Node', string),
    segment: field(entry, 'Segment', text),
    coordinate: field(entry, 'Coord', decodeCoordinate),
  })),
)

const decodeDatacenter: Decoder<DatacenterCoordinates> = object(entry => ({
  datacenter: field(entry, 'Datacenter', string),
  areaId: field(entry, 'AreaID', text),
  coordinates: field(entry, 'Coordinates', decodeNodeCoordinates),
}))

/**
 * Estimated round trip: https://developer.hashicorp.com/consul/docs/architecture/coordinates
 * undefined for coordinates of different dimensions, which cannot be compared.
 */
export const roundTripSeconds = (a: Coordinate, b: Coordinate): number | undefined => {
  if (a.vector.length !== b.vector.length) return undefined
  const distance = Math.hypot(...a.vector.map((value, i) => value - (b.vector[i] ?? 0)))
  const raw = distance + a.height + b.height
  const adjusted = raw + a.adjustment + b.adjustment
  // Adjustments may outweigh a short way; the raw distance is the better guess then.
  return adjusted > 0 ? adjusted : raw
}
