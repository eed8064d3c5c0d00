import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {formatName} from '../../../src/state/dns/format-name.ts'
import {hexOf, ipOfHex, ipOfReverseName, reverseName, shortIp} from '../../../src/state/dns/ip-name.ts'
import type {NameForm, Place} from '../../../src/state/dns/name-form.ts'
import {parseName, qualifyName} from '../../../src/state/dns/parse-name.ts'

const zones = {domain: 'consul.', altDomain: 'alt.consul.test.'}
const place = {}

describe('what a name asks for', () => {
  it.each<[string, NameForm]>([
    ['web.service.consul.', {kind: 'service', service: 'web', place}],
    ['WEB.Service.CONSUL.', {kind: 'service', service: 'WEB', place}],
    ['web.service.alt.consul.test.', {kind: 'service', service: 'web', place}],
    ['web.service.dc2.consul.', {kind: 'service', service: 'web', place: {datacenter: 'dc2'}}],
    ['web.service.dc2.dc.consul.', {kind: 'service', service: 'web', place: {datacenter: 'dc2'}}],
    ['web.service.p.peer.consul.', {kind: 'service', service: 'web', place: {peer: 'p'}}],
    [
      'web.service.n.ns.a.ap.dc2.dc.consul.',
      {kind: 'service', service: 'web', place: {namespace: 'n', partition: 'a', datacenter: 'dc2'}},
    ],
    ['v1.2.web.service.consul.', {kind: 'service', service: 'web', tag: 'v1.2', place}],
    ['service.service.consul.', {kind: 'service', service: 'service', place}],
    ['_web._tcp.service.consul.', {kind: 'service', service: 'web', rfc2782: true, place}],
    ['_web._udp.service.consul.', {kind: 'service', service: 'web', tag: 'udp', rfc2782: true, place}],
    ['web.connect.consul.', {kind: 'connect', service: 'web', place}],
    ['web.ingress.dc2.consul.', {kind: 'ingress', service: 'web', place: {datacenter: 'dc2'}}],
    ['web.virtual.consul.', {kind: 'virtual', service: 'web', place}],
    ['c1.node.consul.', {kind: 'node', node: 'c1', place}],
    ['db.rack1.node.consul.', {kind: 'node', node: 'db.rack1', place}],
    ['web-q.query.consul.', {kind: 'query', query: 'web-q', place}],
    ['_web-q._tcp.query.consul.', {kind: 'query', query: 'web-q', place}],
    ['7f000001.addr.dc1.consul.', {kind: 'addr', ip: '127.0.0.1', place: {datacenter: 'dc1'}}],
    ['fd000000000000000000000000000007.addr.consul.', {kind: 'addr', ip: 'fd00::7', place}],
    ['4.0.7.127.in-addr.arpa.', {kind: 'reverse', ip: '127.7.0.4'}],
    ['consul.', {kind: 'domain'}],
    ['example.com.', {kind: 'foreign'}],
    ['notconsul.', {kind: 'foreign'}],
    ['web.consul.', {kind: 'formless', reason: expect.stringContaining('none of its labels')}],
    ['service.consul.', {kind: 'formless', reason: 'before .service stands nothing'}],
    ['web.service.a.b.consul.', {kind: 'formless', reason: expect.stringContaining('what follows .service')}],
    ['zz.addr.consul.', {kind: 'formless', reason: expect.stringContaining('8 or 32 hexadecimal')}],
  ])('%s', (name, form) => {
    expect(parseName(name, zones)).toEqual(form)
  })

  it('is the same again after it has been written', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter(text => !WORDS.includes(text))
    const somewhere: fc.Arbitrary<Place> = fc.oneof(
      fc.constant({}),
      fc.record({datacenter: label}),
      fc.record({peer: label}),
      fc.record({namespace: label, partition: label, datacenter: label}),
    )
    const form: fc.Arbitrary<NameForm> = fc.oneof(
      fc.record({kind: fc.constant('service' as const), service: label, place: somewhere}),
      fc.record({kind: fc.constant('service' as const), service: label, tag: label, place: somewhere}),
      fc.record({kind: fc.constantFrom('connect', 'ingress', 'virtual'), service: label, place: somewhere}),
      fc.record({kind: fc.constant('node' as const), node: label, place: somewhere}),
      fc.record({kind: fc.constant('query' as const), query: label, place: somewhere}),
      fc.record({
        kind: fc.constant('addr' as const),
        ip: fc.oneof(fc.ipV4(), fc.ipV6().map(shortIp)),
        place: somewhere,
      }),
      fc.record({kind: fc.constant('reverse' as const), ip: fc.oneof(fc.ipV4(), fc.ipV6().map(shortIp))}),
    )
    fc.assert(
      fc.property(form, wanted => {
        const name = formatName(wanted, 'consul.') ?? ''
        expect(parseName(name, zones)).toEqual(wanted)
      }),
    )
  })

  it('never fails, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(parseName(qualifyName(text, zones), zones)).toHaveProperty('kind')
      }),
    )
  })
})

const WORDS = [
  'service',
  'node',
  'query',
  'connect',
  'ingress',
  'virtual',
  'addr',
  'dc',
  'ns',
  'ap',
  'peer',
  'sg',
]

describe('what is typed', () => {
  it.each([
    ['web.service', 'web.service.consul.'],
    [' web.service.consul ', 'web.service.consul.'],
    ['web.service.consul.', 'web.service.consul.'],
    ['web.service.alt.consul.test', 'web.service.alt.consul.test.'],
    ['web.service.dc2', 'web.service.dc2.consul.'],
    ['web.service.local', 'web.service.local.'],
    ['_web._tcp.service', '_web._tcp.service.consul.'],
    ['consul', 'consul.'],
    ['example.com', 'example.com.'],
    ['web', 'web.'],
    ['127.7.0.4', '4.0.7.127.in-addr.arpa.'],
    ['::1', '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa.'],
  ])('%s', (text, name) => {
    expect(qualifyName(text, {...zones, datacenters: ['dc1', 'dc2']})).toBe(name)
  })
})

it('looks where it is told, unless the name says it', () => {
  const context = {...zones, datacenters: ['dc1', 'dc2'], datacenter: 'dc2'}
  expect(qualifyName('web.service', context)).toBe('web.service.dc2.consul.')
  expect(qualifyName('web.service.dc1', context)).toBe('web.service.dc1.consul.')
  expect(qualifyName('web.service.consul', context)).toBe('web.service.consul.')
})

describe('addresses', () => {
  it('go to names and back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), ip => {
        expect(ipOfReverseName(reverseName(ip))).toBe(shortIp(ip))
        expect(ipOfHex(hexOf(ip))).toBe(shortIp(ip))
      }),
    )
  })
})
