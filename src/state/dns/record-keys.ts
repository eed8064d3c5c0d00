import {isIP} from 'node:net'
import type {DnsRecord} from '../../api/dns/record.ts'
import type {ServiceInstance} from '../../api/health.ts'
import {ipOfHex, shortIp} from './ip-name.ts'

/** What an answer record points at, so that it can be laid beside an instance; undefined for a record that is no pointer. */
export const recordKey = (record: DnsRecord): string | undefined => {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return shortIp(record.address)
    case 'CNAME':
      return bare(record.target)
    case 'SRV':
      return `${targetKey(record.target)}:${record.port}`
    default:
      return undefined
  }
}

/** Every key that a record for this instance may have: of any of its addresses, and with any of its ports for SRV. */
export const instanceKeys = (instance: ServiceInstance, withPort: boolean): readonly string[] => {
  const hosts = addressesOf(instance).map(address => (isIP(address) === 0 ? bare(address) : shortIp(address)))
  if (!withPort) return hosts
  const targets = [...hosts, `node ${instance.node.name.toLowerCase()}`]
  return portsOf(instance).flatMap(port => targets.map(target => `${target}:${port}`))
}

/** The address by which the instance is reached: its own, else its node's. */
export const addressOf = ({service, node}: ServiceInstance): string => service.address || node.address

/** With those of other networks, which an agent may give out instead (`translate_wan_addrs`). */
const addressesOf = (instance: ServiceInstance): readonly string[] => {
  const {service, node} = instance
  const tagged = Object.values(service.taggedAddresses ?? {}).map(({address}) => address)
  const ofNode = service.address === '' ? Object.values(node.taggedAddresses) : []
  return [...new Set([addressOf(instance), ...tagged, ...ofNode])].filter(address => address !== '')
}

const portsOf = ({service}: ServiceInstance): readonly number[] => {
  const tagged = Object.values(service.taggedAddresses ?? {}).map(({port}) => port)
  const named = (service.ports ?? []).map(({port}) => port)
  return [...new Set([service.port, ...tagged, ...named])]
}

const targetKey = (target: string): string => {
  const [, node] = /^(.+)\.node\./i.exec(target) ?? []
  if (node !== undefined) return `node ${node.toLowerCase()}`
  const [, digits = ''] = /^([0-9a-f]+)\.addr\./i.exec(target) ?? []
  return ipOfHex(digits) ?? bare(target)
}

const bare = (name: string): string => name.replace(/\.$/, '').toLowerCase()
