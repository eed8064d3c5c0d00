import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {askDns} from '../../../src/api/dns/ask.ts'
import {DNS_TYPES, type DnsType} from '../../../src/api/dns/dns-type.ts'
import {type DnsRecord, formatRecordData, recordType} from '../../../src/api/dns/record.ts'
import {parseDnsServer} from '../../../src/api/dns/server-address.ts'
import type {Transport} from '../../../src/api/dns/transport.ts'
import {type DigAnswer, dig, digIsMissing} from '../../support/dig.ts'
import {type DnsCatalog, registerDnsCatalog} from '../../support/dns-catalog.ts'

const {entry, agents} = inject('cluster')
const server = parseDnsServer(entry.dnsAddress)
const other = agents.find(({datacenter}) => datacenter !== entry.datacenter)

let catalog: DnsCatalog
beforeAll(async () => {
  catalog = await registerDnsCatalog(entry)
})
afterAll(() => catalog.remove())

const TRANSPORTS: readonly (readonly [name: string, transport: Transport, flags: readonly string[]])[] = [
  ['UDP', {protocol: 'udp', udpSize: 1232}, ['+notcp', '+bufsize=1232']],
  ['UDP of 4096', {protocol: 'udp', udpSize: 4096}, ['+notcp', '+bufsize=4096']],
  ['UDP without EDNS', {protocol: 'udp'}, ['+notcp', '+noedns']],
  ['TCP', {protocol: 'tcp', udpSize: 1232}, ['+tcp', '+bufsize=1232']],
]

/** The serial of Consul's SOA is the time at which it answers. */
const timeless = (text: string): string => text.replace(/( SOA \S+ \S+) \d+/, '$1 now')

const lines = (records: readonly DnsRecord[]): readonly string[] =>
  records
    .map(r => timeless([r.name, r.ttl, r.class, recordType(r), formatRecordData(r)].join(' ')))
    .toSorted()

const own = async (name: string, type: DnsType, transport: Transport): Promise<DigAnswer> => {
  const {message, bytes} = await askDns(server, {name, type}, {transport})
  const {rcode, flags, edns, answers, authorities, additionals} = message
  return {
    rcode,
    flags,
    bytes,
    edns,
    answers: lines(answers),
    authorities: lines(authorities),
    additionals: lines(additionals),
  }
}

const theirs = async (args: readonly string[]): Promise<DigAnswer> => {
  const answer = await dig(entry.dnsAddress, args)
  return {
    ...answer,
    answers: answer.answers.map(timeless),
    authorities: answer.authorities.map(timeless),
    additionals: answer.additionals.map(timeless),
  }
}

describe.skipIf(digIsMissing)('the same as dig, record for record', () => {
  const forms: readonly (readonly [form: string, name: () => string])[] = [
    ['a node', () => `${entry.name}.node.consul.`],
    ['a node in its datacenter', () => `${entry.name}.node.${entry.datacenter}.consul.`],
    ['a node in another datacenter', () => `${other?.name}.node.${other?.datacenter}.consul.`],
    ['a node that is not', () => 'nope.node.consul.'],
    ['a node that is IPv6', () => `${catalog.v6Node}.node.consul.`],
    ['a service', () => `${catalog.web}.service.consul.`],
    ['a service in capitals', () => `${catalog.web.toUpperCase()}.Service.Consul.`],
    ['a service in another datacenter', () => `consul.service.${other?.datacenter}.consul.`],
    ['a service that is not there', () => `${catalog.web}.service.${other?.datacenter}.consul.`],
    ['a datacenter that is not', () => `${catalog.web}.service.dc9.consul.`],
    ['a service whose instances are critical', () => `${catalog.critical}.service.consul.`],
    ['a service with an IPv6 address', () => `${catalog.v6}.service.consul.`],
    ['a service with a host name', () => `${catalog.external}.service.consul.`],
    ['a service that is not', () => 'nope.service.consul.'],
    ['a tag', () => `blue.${catalog.web}.service.consul.`],
    ['a tag with a dot', () => `v1.2.${catalog.web}.service.consul.`],
    ['a tag that is not on it', () => `red.${catalog.web}.service.consul.`],
    ['RFC 2782', () => `_${catalog.web}._tcp.service.consul.`],
    ['RFC 2782 with a tag', () => `_${catalog.web}._blue.service.consul.`],
    ['RFC 2782 with udp', () => `_${catalog.web}._udp.service.consul.`],
    ['a prepared query', () => `${catalog.query}.query.consul.`],
    ['a prepared query by template', () => `${catalog.template}${catalog.web}.query.consul.`],
    ['a prepared query that is not', () => 'nope.query.consul.'],
    ['the mesh', () => `${catalog.web}.connect.consul.`],
    ['an ingress gateway', () => `${catalog.web}.ingress.consul.`],
    ['a virtual IP', () => `${catalog.web}.virtual.consul.`],
    ['an address', () => '7f000001.addr.consul.'],
    ['an IPv6 address', () => 'fd000000000000000000000000000007.addr.consul.'],
    ['an address that is none', () => 'zz.addr.consul.'],
    [
      'a reverse name',
      () => `${new URL(entry.httpAddress).hostname.split('.').reverse().join('.')}.in-addr.arpa.`,
    ],
    [
      'a reverse name of IPv6',
      () => '7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa.',
    ],
    ['a reverse name of nobody', () => '1.2.0.192.in-addr.arpa.'],
    ['the domain', () => 'consul.'],
    ['a name of no form', () => 'nope.consul.'],
    ['a name of another domain', () => 'example.com.'],
  ]

  it.each(forms)('%s, of every type', async (_, name) => {
    const [, transport, flags] = TRANSPORTS[0] ?? ['', {protocol: 'udp'}, []]
    const compared = await Promise.all(
      DNS_TYPES.map(async type => ({
        ours: {type, ...(await own(name(), type, transport))},
        expected: {type, ...(await theirs([name(), type, ...flags]))},
      })),
    )
    for (const {ours, expected} of compared) expect(ours).toEqual(expected)
  })

  it.each(TRANSPORTS)('over %s', async (_, transport, flags) => {
    for (const type of ['A', 'SRV', 'TXT'] as const) {
      const name = `${catalog.web}.service.consul.`
      expect(await own(name, type, transport)).toEqual(await theirs([name, type, ...flags]))
    }
  })

  it('as few as UDP lets through, and all of them over TCP', async () => {
    const name = `${catalog.many}.service.consul.`
    for (const type of ['A', 'SRV'] as const) {
      const all = await theirs([name, type, '+tcp', '+bufsize=1232'])
      expect(all.answers).toHaveLength(60)
      for (const [, transport, flags] of TRANSPORTS) {
        const [ours, expected] = [await own(name, type, transport), await theirs([name, type, ...flags])]
        // Which of them get through is chance.
        expect([ours.answers.length, ours.flags, ours.rcode, ours.edns]).toEqual([
          expected.answers.length,
          expected.flags,
          expected.rcode,
          expected.edns,
        ])
        expect(all.answers).toEqual(expect.arrayContaining([...ours.answers]))
        expect(all.additionals).toEqual(expect.arrayContaining([...ours.additionals]))
      }
    }
  })
})
