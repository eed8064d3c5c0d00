import {
  arrayOf,
  boolean,
  type Decoder,
  field,
  number,
  object,
  optional,
  recordOf,
  string,
  text,
  withDefault,
} from './decode.ts'

/** One of the named ports of a multi-port service; Consul 1.22 and later. */
type ServicePort = {readonly name: string; readonly port: number; readonly isDefault: boolean}

/** A service instance as its agent registered it. */
export type AgentService = {
  readonly id: string
  readonly name: string
  readonly tags: readonly string[]
  /** Empty if the instance is reached at the address of its node. */
  readonly address: string
  /** 0 for none, and for a multi-port service. */
  readonly port: number
  readonly ports?: readonly ServicePort[] | undefined
  readonly weights: {readonly passing: number; readonly warning: number}
  readonly meta: Readonly<Record<string, string>>
  /** Such as `connect-proxy` or `mesh-gateway`; absent for a plain service. */
  readonly kind?: string | undefined
  readonly taggedAddresses?: Readonly<Record<string, {address: string; port: number}>> | undefined
}

const decodePort: Decoder<ServicePort> = object(port => ({
  name: field(port, 'Name', string),
  port: field(port, 'Port', number),
  isDefault: field(port, 'Default', withDefault(boolean, false)),
}))

// One passing instance counts as much as one in warning unless registered otherwise.
const evenWeights = {passing: 1, warning: 1}

const decodeWeights: Decoder<AgentService['weights']> = withDefault(
  object(weights => ({
    passing: field(weights, 'Passing', number),
    warning: field(weights, 'Warning', number),
  })),
  evenWeights,
)

const decodeTaggedAddress = object(tagged => ({
  address: field(tagged, 'Address', text),
  port: field(tagged, 'Port', withDefault(number, 0)),
}))

const decodeTags = arrayOf(string)
const decodePorts = optional(arrayOf(decodePort))
const decodeMeta = recordOf(string)
const decodeTaggedAddresses = optional(recordOf(decodeTaggedAddress))
const decodePortNumber = withDefault(number, 0)
const decodeKind = optional(string)

export const decodeAgentService: Decoder<AgentService> = object(service => ({
  id: field(service, 'ID', string),
  name: field(service, 'Service', string),
  tags: field(service, 'Tags', decodeTags),
  address: field(service, 'Address', text),
  port: field(service, 'Port', decodePortNumber),
  ports: field(service, 'Ports', decodePorts),
  weights: field(service, 'Weights', decodeWeights),
  meta: field(service, 'Meta', decodeMeta),
  kind: field(service, 'Kind', decodeKind) || undefined,
  taggedAddresses: field(service, 'TaggedAddresses', decodeTaggedAddresses),
}))
