import type {NodeServices} from '../../api/catalog.ts'
import type {ConsulError} from '../../api/errors.ts'
import type {ServiceInstance} from '../../api/health.ts'
import type {Lookup} from './lookup.ts'
import type {NameForm} from './name-form.ts'
import type {DnsSettings} from './settings.ts'

/** What an HTTP read showed, or why it showed nothing. */
export type Seen<T> =
  | {readonly data: T; readonly filteredByAcls: boolean; readonly lastContactMs?: number | undefined}
  | {readonly error: ConsulError}

/** What the name should give, as HTTP has it, asked three times. */
export type InstanceSubject = {
  readonly kind: 'instances'
  readonly service: string
  /** Itself, or by way of its sidecars or gateways. */
  readonly by: 'service' | 'connect' | 'ingress'
  /** The name of the prepared query, where one was asked. */
  readonly query?: string
  /** All of these have to be on an instance; one with `!` before it must not be. */
  readonly tags: readonly string[]
  /** Of the prepared query; the agent's own setting comes on top. */
  readonly onlyPassing: boolean
  readonly ignoredChecks: readonly string[]
  /** The prepared query found nothing where it looked first, and went on; where it stopped, and whether it found something. */
  readonly failover?: {readonly datacenter: string; readonly found: boolean}
  /** With the token that Lictor was given. */
  readonly own: Seen<readonly ServiceInstance[]>
  /** Without a token, which is what DNS asks with, and from any server, as DNS does. */
  readonly anonymous: Seen<readonly ServiceInstance[]>
  readonly stale: Seen<readonly ServiceInstance[]>
  /** The instances in other datacenters, looked for where there are none in the one asked. */
  readonly elsewhere: readonly {
    readonly datacenter: string
    readonly instances: readonly ServiceInstance[]
  }[]
  /** Names that may have been meant, looked for in the same case. */
  readonly similar: readonly string[]
}

export type NodeSubject = {
  readonly kind: 'node'
  readonly node: string
  readonly own: Seen<NodeServices | undefined>
  readonly anonymous: Seen<NodeServices | undefined>
  readonly similar: readonly string[]
}

export type Subject =
  | InstanceSubject
  | NodeSubject
  /** There is no such prepared query, or it could not be read. */
  | {
      readonly kind: 'noQuery'
      readonly query: string
      readonly similar: readonly string[]
      readonly error?: ConsulError
    }
  /** Nothing of HTTP says what the answer should be. */
  | {readonly kind: 'none'}

/** All that an explanation is made of. */
export type Evidence = {
  readonly lookup: Lookup
  readonly form: NameForm
  readonly settings: DnsSettings
  /** Where the name looks, if that is known. */
  readonly datacenter?: string | undefined
  /** Empty where they could not be read. */
  readonly datacenters: readonly string[]
  readonly aclsEnabled?: boolean | undefined
  readonly subject: Subject
}

export const dataOf = <T>(seen: Seen<T>): T | undefined => ('data' in seen ? seen.data : undefined)
