import type {AclRule} from './acl-rule.ts'

/** Consul's consistency modes: https://developer.hashicorp.com/consul/api-docs/features/consistency */
export type Consistency = 'default' | 'stale' | 'consistent'

/** What a write may say about where it goes; the connection's tenancy applies where it says nothing. */
export type WriteOptions = {
  readonly datacenter?: string | undefined
  readonly namespace?: string | undefined
  readonly partition?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export type QueryOptions = WriteOptions & {
  readonly consistency?: Consistency | undefined
  /** Makes the read a blocking one. A string of digits, since event lists count up to 2^64. */
  readonly index?: string | undefined
  /** How long a blocking read may stay open; Consul adds up to a sixteenth. */
  readonly waitMs?: number | undefined
  readonly near?: string | undefined
  readonly filter?: string | undefined
  /** Asks as nobody, who gets the agent's own default token: what Consul's DNS asks with. */
  readonly withoutToken?: boolean | undefined
}

/** A query-string value; `undefined` leaves the parameter out, a list repeats it. */
type QueryValue = string | number | boolean | readonly string[] | undefined

type RequestBody = {readonly json: unknown} | {readonly bytes: string | Uint8Array}

export type ConsulRequest = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Percent-encoded, from {@link endpointPath}. */
  readonly path: string
  readonly query?: Readonly<Record<string, QueryValue>>
  readonly body?: RequestBody | undefined
  readonly options?: QueryOptions | undefined
  /** Named in the next step of a 403. */
  readonly needs?: readonly AclRule[]
  /** Which answers besides 200 are no failure to this endpoint, such as a key's 404. */
  readonly isAnswer?: (status: number, body: string) => boolean
}

/** Tenancy that applies where the options of a request name none. */
export type DefaultTenancy = {
  readonly namespace?: string | undefined
  readonly partition?: string | undefined
}

/** Encodes each value of a path template as one segment: a key or a node name may hold `/`, space or `%`. */
export const endpointPath = (parts: TemplateStringsArray, ...segments: readonly string[]): string =>
  String.raw({raw: parts}, ...segments.map(segment => encodeURIComponent(segment.toWellFormed())))

/** The path with its query string: own parameters first, then those the options stand for. */
export const requestTarget = (request: ConsulRequest, tenancy: DefaultTenancy): string => {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query ?? {})) append(parameters, name, value)
  for (const [name, value] of optionParameters(request.options ?? {}, tenancy))
    append(parameters, name, value)
  // Consul takes the consistency modes as bare words: `?stale`.
  const consistency = request.options?.consistency
  if (consistency === 'stale' || consistency === 'consistent') parameters.append(consistency, '')
  return parameters.size === 0 ? request.path : `${request.path}?${parameters}`
}

const optionParameters = (
  options: QueryOptions,
  tenancy: DefaultTenancy,
): readonly (readonly [string, QueryValue])[] => [
  ['dc', options.datacenter],
  ['ns', options.namespace ?? tenancy.namespace],
  ['partition', options.partition ?? tenancy.partition],
  ['index', options.index],
  ['wait', options.waitMs === undefined ? undefined : `${Math.round(options.waitMs)}ms`],
  ['near', options.near],
  ['filter', options.filter],
]

const append = (parameters: URLSearchParams, name: string, value: QueryValue): void => {
  if (value === undefined) return
  if (Array.isArray(value)) {
    for (const item of value) parameters.append(name, item)
    return
  }
  parameters.append(name, String(value))
}
