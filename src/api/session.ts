import type {ConsulClient, QueryOptions, Reply, WriteOptions} from './client.ts'
import {arrayOf, type Decoder, field, number, object, optional, string, text, withDefault} from './decode.ts'
import {decodeAnswer, read} from './read.ts'
import {endpointPath} from './request.ts'

/** A session, whose end releases or deletes the keys it holds. */
export type Session = {
  readonly id: string
  readonly name: string
  readonly node: string
  readonly lockDelayMs: number
  /** What happens to its keys when it ends. */
  readonly behavior: 'release' | 'delete'
  /** A Go duration, `30s`; absent for a session that lives as long as its checks. */
  readonly ttl?: string | undefined
  /** IDs of the checks, of node and services, whose failure ends the session. */
  readonly checks: readonly string[]
  readonly createIndex: number
}

/** `GET /v1/session/node/:node` */
export const listNodeSessions = (
  client: ConsulClient,
  node: string,
  options?: QueryOptions,
): Promise<Reply<readonly Session[]>> =>
  read(
    client,
    {
      path: endpointPath`/v1/session/node/${node}`,
      needs: [{resource: 'session', access: 'read', name: node}],
      options,
    },
    arrayOf(decodeSession),
  )

/** `GET /v1/session/info/:id`; undefined for a session that has ended. The ID is a UUID. */
export const readSession = (
  client: ConsulClient,
  id: string,
  options?: QueryOptions,
): Promise<Reply<Session | undefined>> =>
  read(
    client,
    {
      path: endpointPath`/v1/session/info/${id}`,
      // The rule is about the node's name, which the ID does not tell.
      needs: [{resource: 'session', access: 'read'}],
      options,
    },
    value => decodeSessions(value)[0],
  )

/** What a new session is to be. Without `node` it is bound to the asked agent's, and to that node's serf check. */
export type SessionCreate = {
  readonly name: string
  readonly behavior: 'release' | 'delete'
  /** 10 s to 24 h; the session ends between once and twice that after the last renewal. */
  readonly ttlMs: number
  /** A node of another datacenter; the session then has no checks. */
  readonly node?: string | undefined
}

/** `PUT /v1/session/create`; resolves to the ID. */
export const createSession = async (
  client: ConsulClient,
  {name, behavior, ttlMs, node}: SessionCreate,
  options?: WriteOptions,
): Promise<string> => {
  const place = node === undefined ? {} : {Node: node, NodeChecks: [], Checks: []}
  const answer = await client.send({
    method: 'PUT',
    path: '/v1/session/create',
    body: {json: {Name: name, Behavior: behavior, TTL: `${Math.round(ttlMs / 1000)}s`, ...place}},
    needs: [{resource: 'session', access: 'write', ...(node === undefined ? {} : {name: node})}],
    options,
  })
  return decodeAnswer(
    answer,
    object(session => field(session, 'ID', string)),
  )
}

/** `PUT /v1/session/renew/:id`. @throws ConsulError `notFound` for a session that has ended. */
export const renewSession = (client: ConsulClient, id: string, options?: WriteOptions): Promise<void> =>
  putSession(client, endpointPath`/v1/session/renew/${id}`, options)

/** `PUT /v1/session/destroy/:id`: releases or deletes its keys; one that has ended already is fine. */
export const destroySession = (client: ConsulClient, id: string, options?: WriteOptions): Promise<void> =>
  putSession(client, endpointPath`/v1/session/destroy/${id}`, options)

const putSession = async (client: ConsulClient, path: string, options?: WriteOptions): Promise<void> => {
  // The rule is about the node's name, which the ID does not tell.
  await client.send({method: 'PUT', path, needs: [{resource: 'session', access: 'write'}], options})
}

const ids = arrayOf(string)
const serviceCheckIds = arrayOf(object(check => field(check, 'ID', string)))
const zero = withDefault(number, 0)
const nanosecondsPerMs = 1e6

export const decodeSession: Decoder<Session> = object(session => ({
  id: field(session, 'ID', string),
  name: field(session, 'Name', text),
  node: field(session, 'Node', string),
  lockDelayMs: field(session, 'LockDelay', zero) / nanosecondsPerMs,
  behavior: field(session, 'Behavior', text) === 'delete' ? 'delete' : 'release',
  ttl: field(session, 'TTL', optional(string)) || undefined,
  // Older versions answer with Checks, newer ones with the other two; some with all three.
  checks: [
    ...new Set([
      ...field(session, 'NodeChecks', ids),
      ...field(session, 'ServiceChecks', serviceCheckIds),
      ...field(session, 'Checks', ids),
    ]),
  ],
  createIndex: field(session, 'CreateIndex', zero),
}))

const decodeSessions = arrayOf(decodeSession)
