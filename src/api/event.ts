import type {ConsulClient, QueryOptions, Reply, WriteOptions} from './client.ts'
import {arrayOf, type Decoder, field, number, object, optional, string, text, withDefault} from './decode.ts'
import {decodeAnswer, read} from './read.ts'
import {endpointPath} from './request.ts'

/** A user event. It lives in one datacenter, and each agent keeps its last 256 in memory. */
export type UserEvent = {
  readonly id: string
  readonly name: string
  readonly payload: Uint8Array
  /** RE2, unanchored, empty for none; agents hold them against their own name, service IDs and tags. */
  readonly nodeFilter: string
  readonly serviceFilter: string
  readonly tagFilter: string
  /** Lamport time; 0 in the answer to a fire. */
  readonly lTime: number
}

/** What is fired, and who is to hear it. */
export type EventFire = {
  readonly name: string
  readonly payload: Uint8Array
  readonly node?: string | undefined
  readonly service?: string | undefined
  /** Consul refuses a tag without a service. */
  readonly tag?: string | undefined
}

/**
 * `PUT /v1/event/fire/:name`. It works without a leader. After a timeout the event may be out all the same: look into
 * the list before it is fired again.
 */
export const fireEvent = async (
  client: ConsulClient,
  {name, payload, node, service, tag}: EventFire,
  options?: WriteOptions,
): Promise<UserEvent> => {
  const answer = await client.send({
    method: 'PUT',
    path: endpointPath`/v1/event/fire/${name}`,
    query: {node: node || undefined, service: service || undefined, tag: tag || undefined},
    body: {bytes: payload},
    needs: [{resource: 'event', access: 'write', name}],
    options,
  })
  return decodeAnswer(answer, decodeUserEvent)
}

/**
 * `GET /v1/event/list`: what the asked agent has heard, in the order of arrival. Its index is made of the last event's
 * ID: it fills all 64 bits and goes up and down, so only whether it is the same one says anything (`watch` with
 * `unordered`).
 */
export const listEvents = (
  client: ConsulClient,
  parameters: {readonly name?: string | undefined} = {},
  options?: QueryOptions,
): Promise<Reply<readonly UserEvent[]>> =>
  read(
    client,
    {
      path: '/v1/event/list',
      query: {name: parameters.name || undefined},
      needs: [{resource: 'event', access: 'read', ...(parameters.name ? {name: parameters.name} : {})}],
      options,
    },
    decodeUserEvents,
  )

const decodeUserEvent: Decoder<UserEvent> = object(event => ({
  id: field(event, 'ID', string),
  name: field(event, 'Name', string),
  payload: Buffer.from(field(event, 'Payload', optional(string)) ?? '', 'base64'),
  nodeFilter: field(event, 'NodeFilter', text),
  serviceFilter: field(event, 'ServiceFilter', text),
  tagFilter: field(event, 'TagFilter', text),
  lTime: field(event, 'LTime', withDefault(number, 0)),
}))

/** Also what `consul watch -type=event` writes to its handler. */
export const decodeUserEvents = arrayOf(decodeUserEvent)

/** The index that an event list has while this event is its last: both halves of the ID, one XOR the other. */
export const eventIndex = (id: string): string => {
  const hex = id.replaceAll('-', '')
  return (BigInt(`0x${hex.slice(0, 16)}`) ^ BigInt(`0x${hex.slice(16)}`)).toString()
}
