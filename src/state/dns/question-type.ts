import {isIP} from 'node:net'
import {DNS_TYPES, type DnsType} from '../../api/dns/dns-type.ts'

/** For help and for refusals. */
export const TYPE_NAMES: readonly string[] = DNS_TYPES

/** The type of this name, in any case of letters; undefined for one that Consul does not answer. */
export const findType = (text: string): DnsType | undefined =>
  DNS_TYPES.find(type => type === text.trim().toUpperCase())

/** What a name is usually asked for. */
export const usualType = (name: string): DnsType => {
  if (isIP(name) !== 0 || /\.arpa\.?$/i.test(name)) return 'PTR'
  return name.startsWith('_') ? 'SRV' : 'A'
}

/** The type that is offered after this one; after the last the first. */
export const nextType = (type: DnsType): DnsType =>
  DNS_TYPES[(DNS_TYPES.indexOf(type) + 1) % DNS_TYPES.length] ?? type
