import type {AclRule} from './acl-rule.ts'
import type {ConsulClient, QueryOptions, Reply} from './client.ts'
import {
  arrayOf,
  boolean,
  type Decoder,
  field,
  number,
  object,
  optional,
  string,
  text,
  withDefault,
} from './decode.ts'
import {decodeAnswer, read} from './read.ts'
import {endpointPath} from './request.ts'

/** A prepared query: a lookup under a name of its own. */
export type PreparedQuery = {
  /** Empty for one that has only its ID. */
  readonly name: string
  readonly service: string
  /** A template answers for every name that begins with its own, or matches its expression. */
  readonly isTemplate: boolean
  readonly onlyPassing: boolean
  /** One with `!` before it must be missing. */
  readonly tags: readonly string[]
  /** Asks for the sidecars instead of the service. */
  readonly connect: boolean
  readonly ignoredChecks: readonly string[]
}

const needs = (name?: string): readonly AclRule[] => [
  {resource: 'query', access: 'read', ...(name === undefined ? {} : {name})},
]

/** `GET /v1/query`: those that the token may read. */
export const listQueries = (
  client: ConsulClient,
  options?: QueryOptions,
): Promise<Reply<readonly PreparedQuery[]>> =>
  read(client, {path: '/v1/query', needs: needs(), options}, arrayOf(decodeQuery))

/** `GET /v1/query/:name/explain`: the query as it is run for this name, templates filled in; undefined where there is none. */
export const explainQuery = async (
  client: ConsulClient,
  name: string,
  options?: QueryOptions,
): Promise<Reply<PreparedQuery | undefined>> => {
  const answer = await client.send({
    method: 'GET',
    path: endpointPath`/v1/query/${name}/explain`,
    needs: needs(name),
    options,
    isAnswer: saysNone,
  })
  const {status, meta} = answer
  return {data: status === 200 ? decodeAnswer(answer, decodeExplained) : undefined, meta}
}

/** What running a prepared query came to. */
export type QueryRun = {
  /** The last one that was asked: another than the query's own once it has failed over. */
  readonly datacenter: string
  /** How many other datacenters were asked. */
  readonly failovers: number
  readonly found: boolean
}

/** `GET /v1/query/:name/execute`: as DNS runs it. A read, in spite of its name. */
export const executeQuery = (
  client: ConsulClient,
  name: string,
  options?: QueryOptions,
): Promise<Reply<QueryRun>> =>
  read(client, {path: endpointPath`/v1/query/${name}/execute`, needs: needs(name), options}, decodeRun)

const decodeRun: Decoder<QueryRun> = object(run => ({
  datacenter: field(run, 'Datacenter', text),
  failovers: field(run, 'Failovers', withDefault(number, 0)),
  found:
    field(
      run,
      'Nodes',
      arrayOf(value => value),
    ).length > 0,
}))

const saysNone = (status: number, body: string): boolean =>
  (status === 404 || status === 500) && /Query not found/i.test(body)

const flag = withDefault(boolean, false)

const decodeTarget = object(service => ({
  service: field(service, 'Service', string),
  onlyPassing: field(service, 'OnlyPassing', flag),
  tags: field(service, 'Tags', arrayOf(string)),
  connect: field(service, 'Connect', flag),
  ignoredChecks: field(service, 'IgnoreCheckIDs', arrayOf(string)),
}))

const decodeQuery: Decoder<PreparedQuery> = object(query => ({
  name: field(query, 'Name', text),
  isTemplate:
    (field(query, 'Template', optional(object(template => field(template, 'Type', text)))) ?? '') !== '',
  ...field(query, 'Service', decodeTarget),
}))

const decodeExplained: Decoder<PreparedQuery> = object(answer => field(answer, 'Query', decodeQuery))
