import {isIP, isIPv6} from 'node:net'
import {ConsulError} from '../errors.ts'

/** Where a DNS server listens, over UDP and TCP alike. */
export type DnsServer = {readonly host: string; readonly port: number}

export const CONSUL_DNS_PORT = 8600

/** `host`, `host:port`, `[::1]:port` or a bare IPv6 address. @throws ConsulError `invalid` */
export const parseDnsServer = (text: string): DnsServer => {
  if (isIPv6(text)) return {host: text, port: CONSUL_DNS_PORT}
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^\s:[\]/]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  const host = bracketed ?? plain
  const port = digits === undefined ? CONSUL_DNS_PORT : Number(digits)
  const isHost = bracketed === undefined || isIPv6(bracketed)
  if (host !== undefined && isHost && port > 0 && port < 65_536) return {host, port}
  throw new ConsulError({
    kind: 'invalid',
    shortMessage: `${text} is no address of a DNS server`,
    nextStep: 'Write host:port, such as 127.0.0.1:8600 or [::1]:8600.',
  })
}

export const formatDnsServer = ({host, port}: DnsServer): string =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`
