import type {EventFire} from '../../api/event.ts'

/** Bytes that an encoded event may have, on any agent: nothing sets it higher. */
export const EVENT_LIMIT = 512

/** What Consul's documentation promises of a payload. */
export const DOCUMENTED_PAYLOAD = 100

/**
 * How many bytes an event has in gossip at the most: what Consul makes of it in MessagePack, inside of what Serf makes of
 * that. A young cluster counts its events with up to four bytes less.
 */
export const eventSize = ({name, payload, node, service, tag}: EventFire): number => {
  const consul = mapSize([
    ['ID', short(UUID)],
    ['n', short(bytes(name))],
    ['p', payload.byteLength === 0 ? 0 : binary(payload.byteLength)],
    ['nf', filter(node)],
    ['sf', filter(service)],
    ['tf', filter(tag)],
    ['v', 1],
  ])
  const serf = mapSize([
    ['LTime', COUNTER],
    ['Name', old(bytes(`consul:event:${name}`))],
    ['Payload', old(consul)],
    ['CC', 1],
  ])
  return 1 + serf
}

const UUID = 36
/** Of the count of all events that the cluster has seen, until there are four thousand million. */
const COUNTER = 5

type Field = readonly [name: string, size: number]

/** A field of no size is left out. */
const mapSize = (fields: readonly Field[]): number =>
  fields.filter(([, size]) => size > 0).reduce((sum, [name, size]) => sum + old(name.length) + size, 1)

const bytes = (text: string): number => Buffer.byteLength(text)

const filter = (expression: string | undefined): number => (expression ? short(bytes(expression)) : 0)

/** Each with the header that tells its length, in today's MessagePack. */
const short = (length: number): number => (length < 32 ? length + 1 : binary(length))
const binary = (length: number): number => length + (length < 256 ? 2 : 3)

/** The same in the MessagePack that Serf has kept to, where there is no header of two bytes. */
const old = (length: number): number => length + (length < 32 ? 1 : 3)
