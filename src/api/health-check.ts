import {
  arrayOf,
  createInterned,
  type Decoder,
  field,
  number,
  object,
  optional,
  string,
  text,
  withDefault,
} from './decode.ts'

/** A check as the catalog holds it. */
export type HealthCheck = {
  readonly node: string
  readonly checkId: string
  readonly name: string
  /** `passing`, `warning` or `critical`; a status from a later Consul is kept as it is. */
  readonly status: string
  readonly notes: string
  readonly output: string
  /** Empty for a check of the node. */
  readonly serviceId: string
  readonly serviceName: string
  readonly serviceTags: readonly string[]
  /** `http`, `ttl`, ...; empty before Consul 1.7 and for checks that no agent runs. */
  readonly type?: string | undefined
  readonly modifyIndex: number
}

/** Decodes one list; its own set of names is shared among its checks, since they repeat for each. */
export const createCheckDecoder = (): Decoder<HealthCheck> => {
  const interned = createInterned()
  const shared = withDefault(interned, '')
  const tags = arrayOf(interned)
  const index = withDefault(number, 0)
  const type = optional(interned)
  return object(check => ({
    node: field(check, 'Node', interned),
    checkId: field(check, 'CheckID', string),
    name: field(check, 'Name', shared),
    status: field(check, 'Status', interned),
    notes: field(check, 'Notes', shared),
    output: field(check, 'Output', text),
    serviceId: field(check, 'ServiceID', text),
    serviceName: field(check, 'ServiceName', shared),
    serviceTags: field(check, 'ServiceTags', tags),
    type: field(check, 'Type', type) || undefined,
    modifyIndex: field(check, 'ModifyIndex', index),
  }))
}

export const decodeChecks: Decoder<readonly HealthCheck[]> = value => arrayOf(createCheckDecoder())(value)

export type AggregateStatus = 'maintenance' | 'critical' | 'warning' | 'passing'

/**
 * The worst of the checks, as Consul's own UI and Go client reckon it. Maintenance is no status but a check with an
 * ID of its own, and nothing at all counts as passing.
 */
export const aggregateStatus = (
  checks: readonly Pick<HealthCheck, 'checkId' | 'status'>[],
): AggregateStatus => {
  let worst: AggregateStatus = 'passing'
  for (const {checkId, status} of checks) {
    if (isMaintenance(checkId)) return 'maintenance'
    if (status === 'critical') worst = 'critical'
    else if (status === 'warning' && worst !== 'critical') worst = 'warning'
  }
  return worst
}

export const isMaintenance = (checkId: string): boolean =>
  checkId === '_node_maintenance' || checkId.startsWith('_service_maintenance:')
