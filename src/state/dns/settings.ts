import {isIPv4} from 'node:net'
import type {AgentDns, AgentSelf} from '../../api/agent-self.ts'
import {CONSUL_DNS_PORT, type DnsServer, parseDnsServer} from '../../api/dns/server-address.ts'
import {type ConsulError, isConsulError} from '../../api/errors.ts'
import type {Zones} from './name-form.ts'

/** Where to ask, and what the agent says of how it answers. */
export type DnsSettings = {
  readonly zones: Zones
  /** Several where several were named, none where the agent has DNS turned off; a lookup asks the first. */
  readonly servers: readonly DnsServer[]
  /** Where the address comes from, or why there is none, in words. */
  readonly origin: string
  /** Nobody has said that these answer to whoever asks from here. */
  readonly isAssumed: boolean
  /** What the agent tells; fields may be missing, and all of them where it does not tell. */
  readonly agent: AgentDns
}

export type SettingsInput = {
  /** Or why it cannot be read. */
  readonly self: AgentSelf | ConsulError
  /** `http://host:port` or `unix:///path`. */
  readonly httpAddress: string
  /** `--dns-addr`, which may name several with commas between them, and `--domain`. */
  readonly dnsAddress?: string | undefined
  readonly domain?: string | undefined
}

/** @throws ConsulError `invalid` for a `dnsAddress` that is none */
export const dnsSettings = ({self, httpAddress, dnsAddress, domain}: SettingsInput): DnsSettings => {
  const agent = isConsulError(self) ? {} : self.dns
  const zones: Zones = {
    domain: withDot(domain ?? agent.domain ?? 'consul'),
    ...(agent.altDomain && {altDomain: withDot(agent.altDomain)}),
  }
  const choice =
    dnsAddress === undefined
      ? chooseServers(self, hostOf(httpAddress))
      : {servers: dnsAddress.split(',').map(parseDnsServer), origin: 'named by --dns-addr', isAssumed: false}
  return {zones, agent, ...choice}
}

const withDot = (name: string): string => (name.endsWith('.') ? name : `${name}.`)

/** A socket in the file system is on this host. */
const hostOf = (httpAddress: string): string =>
  httpAddress.startsWith('unix:') ? '127.0.0.1' : new URL(httpAddress).hostname.replace(/^\[|\]$/g, '')

type Choice = Pick<DnsSettings, 'servers' | 'origin' | 'isAssumed'>

/** The host that answers HTTP is known to be reachable, so it is asked at the port where the agent listens for DNS. */
const chooseServers = (self: AgentSelf | ConsulError, host: string): Choice => {
  if (isConsulError(self)) {
    const servers = [{host, port: CONSUL_DNS_PORT}]
    return {servers, origin: `assumed, as ${whyUnknown(self)}`, isAssumed: true}
  }
  const {dns, nodeName} = self
  if (isOff(dns)) {
    const origin = `the agent ${nodeName} has DNS turned off (ports.dns is ${dns.port ?? -1})`
    return {servers: [], origin, isAssumed: false}
  }
  const listening = (dns.addresses ?? [])
    .filter(address => address.startsWith('udp://'))
    .map(address => parseDnsServer(address.slice('udp://'.length)))
  const found =
    listening.find(server => server.host === host) ??
    listening.find(server => isUnspecified(server.host)) ??
    listening.find(server => !isLoopback(server.host)) ??
    listening[0]
  if (found === undefined) {
    const server = {host, port: dns.port ?? CONSUL_DNS_PORT}
    const origin = `assumed: the agent ${nodeName} does not say where it listens`
    return {servers: [server], origin, isAssumed: true}
  }
  const server = isUnspecified(found.host) ? {host, port: found.port} : found
  const isOutOfReach = isLoopback(server.host) && !isLoopback(host)
  return {
    servers: [server],
    origin: isOutOfReach
      ? `the agent ${nodeName}, which answers DNS only on its own loopback: not from here`
      : `the agent ${nodeName}`,
    isAssumed: isOutOfReach,
  }
}

const whyUnknown = ({kind, shortMessage}: ConsulError): string =>
  kind === 'forbidden'
    ? 'this token may not read where the agent listens (needs agent:read)'
    : `the agent does not say where it listens: ${shortMessage}`

const isOff = ({port, addresses}: AgentDns): boolean =>
  (port !== undefined && port <= 0) || (port === undefined && addresses?.length === 0)

const isUnspecified = (host: string): boolean => host === '0.0.0.0' || host === '::'

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
