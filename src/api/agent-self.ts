import type {AclRule} from './acl-rule.ts'
import type {ConsulClient, QueryOptions, Reply} from './client.ts'
import {
  arrayOf,
  boolean,
  type Decoder,
  type Fields,
  field,
  Mismatch,
  number,
  object,
  recordOf,
  string,
  text,
  withDefault,
} from './decode.ts'
import {read} from './read.ts'

/** How the agent answers DNS, as far as it tells. */
export type AgentDns = {
  /** -1 where DNS is off. */
  readonly port?: number | undefined
  /** With the trailing dot: `consul.` */
  readonly domain?: string | undefined
  readonly altDomain?: string | undefined
  /** `udp://127.0.0.1:8600`, `tcp://...`. */
  readonly addresses?: readonly string[] | undefined
  readonly onlyPassing?: boolean | undefined
  readonly enableTruncate?: boolean | undefined
  /** For UDP clients without EDNS. */
  readonly udpAnswerLimit?: number | undefined
  /** For A, AAAA and ANY over any transport; 0 for none. */
  readonly aRecordLimit?: number | undefined
  /** Answers come from the agent's cache. */
  readonly useCache?: boolean | undefined
  readonly allowStale?: boolean | undefined
  /** Go durations: `30s`. */
  readonly nodeTtl?: string | undefined
  readonly serviceTtl?: Readonly<Record<string, string>> | undefined
  /** Seconds for which clients may remember that there is nothing. */
  readonly negativeTtl?: number | undefined
  readonly recursors?: readonly string[] | undefined
}

/** The agent that was asked. What comes from its debug configuration may be absent in any version. */
export type AgentSelf = {
  readonly nodeName: string
  readonly nodeId: string
  readonly datacenter: string
  readonly server: boolean
  readonly version: string
  readonly remoteExecDisabled?: boolean | undefined
  readonly aclsEnabled?: boolean | undefined
  /** Bytes. */
  readonly kvMaxValueSize?: number | undefined
  readonly dns: AgentDns
}

const needs: readonly AclRule[] = [{resource: 'agent', access: 'read'}]

/** `GET /v1/agent/self` */
export const readAgentSelf = (client: ConsulClient, options?: QueryOptions): Promise<Reply<AgentSelf>> =>
  read(client, {path: '/v1/agent/self', needs, options}, decodeAgentSelf)

/** The debug configuration is no stable interface: a field of another shape counts as absent. */
const lenient =
  <T>(decode: Decoder<T>): Decoder<T | undefined> =>
  value => {
    try {
      return decode(value)
    } catch (error) {
      if (error instanceof Mismatch) return undefined
      throw error
    }
  }

/** For lists and maps, which would otherwise be empty where they are absent. */
const present = <T>(decode: Decoder<T>): Decoder<T | undefined> =>
  lenient(value => (value === undefined ? undefined : decode(value)))

const decodeDns = (debug: Fields): AgentDns => ({
  port: field(debug, 'DNSPort', lenient(number)),
  domain: field(debug, 'DNSDomain', lenient(string)),
  altDomain: field(debug, 'DNSAltDomain', lenient(string)) || undefined,
  addresses: field(debug, 'DNSAddrs', present(arrayOf(string))),
  onlyPassing: field(debug, 'DNSOnlyPassing', lenient(boolean)),
  enableTruncate: field(debug, 'DNSEnableTruncate', lenient(boolean)),
  udpAnswerLimit: field(debug, 'DNSUDPAnswerLimit', lenient(number)),
  aRecordLimit: field(debug, 'DNSARecordLimit', lenient(number)),
  useCache: field(debug, 'DNSUseCache', lenient(boolean)),
  allowStale: field(debug, 'DNSAllowStale', lenient(boolean)),
  negativeTtl: field(debug, 'DNSSOA', lenient(object(soa => field(soa, 'Minttl', number)))),
  nodeTtl: field(debug, 'DNSNodeTTL', lenient(string)),
  serviceTtl: field(debug, 'DNSServiceTTL', present(recordOf(string))),
  recursors: field(debug, 'DNSRecursors', present(arrayOf(string))),
})

const rawFields: Decoder<Fields> = object(fields => fields)

const decodeAgentSelf: Decoder<AgentSelf> = object(self => {
  const debug = field(self, 'DebugConfig', lenient(rawFields)) ?? {}
  return {
    ...field(self, 'Config', decodeConfig),
    remoteExecDisabled: field(debug, 'DisableRemoteExec', lenient(boolean)),
    aclsEnabled: field(debug, 'ACLsEnabled', lenient(boolean)),
    kvMaxValueSize: field(debug, 'KVMaxValueSize', lenient(number)),
    dns: decodeDns(debug),
  }
})

const decodeConfig = object(config => ({
  nodeName: field(config, 'NodeName', string),
  nodeId: field(config, 'NodeID', text),
  datacenter: field(config, 'Datacenter', string),
  server: field(config, 'Server', withDefault(boolean, false)),
  version: field(config, 'Version', text),
}))
