import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {requestJson} from '../../../src/demo/consul-http.ts'
import type {DnsDesk} from '../../../src/state/dns/desk.ts'
import {resultOf, summarise} from '../../../src/state/dns/summary.ts'
import {register, ttlCheck} from '../../support/agent-calls.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {type DnsCatalog, registerDnsCatalog} from '../../support/dns-catalog.ts'
import {createDnsFaultProxy} from '../../support/dns-fault-proxy.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'
import {deskAt, explained, reasons} from './desk.ts'

const {entry, agents} = inject('cluster')
const address = entry.httpAddress
const other = agents.find(({datacenter}) => datacenter !== entry.datacenter)

let catalog: DnsCatalog
beforeAll(async () => {
  catalog = await registerDnsCatalog(entry)
})
afterAll(() => catalog.remove())

const open = (): Promise<DnsDesk> => deskAt({address})

describe('why a client does not get an instance', () => {
  it('a critical check, with what it printed', async () => {
    const found = await explained(await open(), `${catalog.web}.service`)
    expect(found).toMatchObject({
      cause: 'partial',
      verdict: `2 of 3 instances of ${catalog.web} are given out, in 2 records. Not given out: 1 critical.`,
      instances: {answered: 2, registered: 3},
      missing: [
        {
          service: catalog.web,
          node: `${catalog.web}-n3`,
          id: `${catalog.web}-3`,
          address: '10.1.0.3',
          port: 8080,
          reason: 'critical',
          text: 'critical: up: no route to host',
        },
      ],
    })
  })

  it('the same for SRV, where nodes and addresses are named', async () => {
    const found = await explained(await open(), `${catalog.web}.service`, 'SRV')
    expect(reasons(found)).toEqual([[`${catalog.web}-3`, 'critical']])
  })

  it('maintenance, with its reason', async () => {
    const name = uniqueName('maintained')
    await register(address, {Name: name, ID: `${name}-1`, Port: 80})
    const maintenance = `/v1/agent/service/maintenance/${name}-1?enable=true&reason=new+disk`
    await requestJson(address, maintenance, {method: 'PUT'})
    await until(
      async () => (await explained(await open(), `${name}.service`)).missing.length > 0,
      'maintenance',
    )
    const found = await explained(await open(), `${name}.service`)
    expect(found.verdict).toBe(
      `NXDOMAIN because the only instance of ${name} is held back: 1 in maintenance.`,
    )
    expect(found.missing).toMatchObject([{reason: 'maintenance', text: 'in maintenance: new disk'}])
    expect(found.cause).toBe('noneHealthy')
  })

  it('the tag is not on it', async () => {
    const desk = await open()
    const found = await explained(desk, `blue.${catalog.web}.service`)
    expect(found).toMatchObject({
      cause: 'answered',
      verdict: `The only instance of ${catalog.web} with the tag blue is given out.`,
    })
    expect(reasons(found)).toEqual([
      [`${catalog.web}-2`, 'tag'],
      [`${catalog.web}-3`, 'tag'],
    ])
    const none = await explained(desk, `_${catalog.web}._udp.service`, 'SRV')
    expect([none.cause, none.verdict]).toEqual([
      'noSuchTag',
      `NXDOMAIN because none of the 3 instances of ${catalog.web} has the tag udp.`,
    ])
    expect(none.missing[0]?.text).toBe('the tag udp is not on it: it has blue, v1.2')
  })

  it('the wrong datacenter', async () => {
    const desk = await open()
    const found = await explained(desk, `${catalog.critical}.service.${other?.datacenter}`)
    expect(found).toMatchObject({
      cause: 'wrongDatacenter',
      verdict: `NXDOMAIN because ${catalog.critical} has no instance in ${other?.datacenter}, but 1 in ${entry.datacenter}: ask ${catalog.critical}.service.${entry.datacenter}.consul.`,
      missing: [{reason: 'datacenter', text: `it is registered in ${entry.datacenter}`}],
    })
    expect((await explained(desk, `${catalog.web}.service.dc9.consul`)).verdict).toBe(
      'NXDOMAIN because there is no datacenter called dc9: this cluster has dc1, dc2.',
    )
  })

  it('the wrong type', async () => {
    const desk = await open()
    const v6 = await explained(desk, `${catalog.v6}.service`)
    expect(v6).toMatchObject({cause: 'wrongType', missing: [{text: 'its address fd00::7 is IPv6: ask AAAA'}]})
    const web = await explained(desk, `${catalog.web}.service`, 'AAAA')
    expect(new Set(web.missing.map(({reason}) => reason))).toEqual(new Set(['recordType', 'critical']))
    expect((await explained(desk, `${catalog.web}.service`, 'PTR')).missing[0]?.text).toContain(
      'no PTR records',
    )
    expect((await explained(desk, `${entry.name}.node`, 'AAAA')).verdict).toMatch(/is IPv4: ask A\.$/)
  })

  it('UDP truncation, told apart by what the client offers', async () => {
    const found = await explained(await open(), `${catalog.many}.service`, 'SRV')
    expect(found.cause).toBe('truncated')
    expect(found.missing.length).toBeGreaterThan(10)
    expect(new Set(found.missing.map(({reason}) => reason))).toEqual(new Set(['truncated']))
    expect(summarise(found.asked.lookup)).toMatch(
      /^NOERROR: (\d+) records\. A UDP client sees \1 of 60; TC not set, so that it never learns of the rest\. A UDP client without EDNS sees 3 of 60; TC not set/,
    )
    const addresses = await explained(await open(), `${catalog.many}.service`)
    expect(addresses).toMatchObject({
      cause: 'answered',
      missing: [],
      instances: {answered: 60, registered: 60},
    })
  })

  it('a host name, of which one is given and only without addresses', async () => {
    const found = await explained(await open(), `${catalog.external}.service`)
    expect([found.cause, found.missing]).toEqual(['answered', []])
    const name = uniqueName('mixed')
    await register(address, {Name: name, ID: `${name}-1`, Port: 80, Address: 'a.example.com'})
    await register(address, {Name: name, ID: `${name}-2`, Port: 80, Address: '10.3.0.1'})
    await until(
      async () => (await explained(await open(), `${name}.service`)).instances?.registered === 2,
      name,
    )
    // Consul shuffles: with the host name in first place it gives that one and the address beside it.
    await until(async () => {
      const mixed = await explained(await open(), `${name}.service`)
      return JSON.stringify(reasons(mixed)) === JSON.stringify([[`${name}-1`, 'hostName']])
    }, 'the host name to be left out')
  })

  it('instances that share an address speak for each other, but not for a critical one', async () => {
    const name = uniqueName('shared')
    await register(address, {Name: name, ID: `${name}-1`, Port: 81, Check: ttlCheck(`${name}:1`)})
    await register(address, {Name: name, ID: `${name}-2`, Port: 82, Check: ttlCheck(`${name}:2`)})
    await register(address, {Name: name, ID: `${name}-3`, Port: 83, Check: ttlCheck(`${name}:3`, 'critical')})
    await until(
      async () => (await explained(await open(), `${name}.service`)).instances?.registered === 3,
      name,
    )
    const found = await explained(await open(), `${name}.service`)
    expect(found.verdict).toBe(
      `2 of 3 instances of ${name} are given out, in 1 record. Not given out: 1 critical.`,
    )
    expect(reasons(found)).toEqual([[`${name}-3`, 'critical']])
  })
})

describe('why there is nothing', () => {
  it.each<[string, () => string, string, RegExp]>([
    [
      'no such service',
      () => `${catalog.web}x.service`,
      'noSuchService',
      /^NXDOMAIN because there is no service called .*-webx \(is it .*-web, or .*\)\.$/,
    ],
    ['no such node', () => 'nope.node', 'noSuchNode', /^NXDOMAIN because there is no node called nope\.$/],
    [
      'no such query',
      () => 'nope.query',
      'noSuchQuery',
      /^NXDOMAIN because there is no prepared query called nope\.$/,
    ],
    [
      'every instance critical',
      () => `${catalog.critical}.service`,
      'noneHealthy',
      /^NXDOMAIN because the only instance of .* is held back: 1 critical\.$/,
    ],
    [
      'wrong domain',
      () => `${catalog.web}.service.local`,
      'wrongDomain',
      /^REFUSED because .* is not in consul, and the agent has no recursors to ask \(is it .*-web\.service\.consul\?\)\.$/,
    ],
    [
      'a service by its name alone',
      () => catalog.web,
      'wrongDomain',
      /^REFUSED because (.*-web) is not in consul, .* \(is it \1\.service\.consul\?\)\.$/,
    ],
    [
      'no form',
      () => 'web.consul',
      'noSuchForm',
      /^NXDOMAIN because Consul knows no such name: none of its labels/,
    ],
    [
      'an address of nobody',
      () => '192.0.2.1',
      'noSuchAddress',
      /^(SERVFAIL|NXDOMAIN) because no node and no service of dc1 has the address 192\.0\.2\.1/,
    ],
    [
      'not in the mesh',
      () => `${catalog.critical}.connect`,
      'noSuchService',
      /no sidecar of .* is registered/,
    ],
    ['no gateway', () => `${catalog.critical}.ingress`, 'noSuchService', /no ingress gateway serves/],
    ['no virtual IP', () => `${catalog.web}.virtual`, 'unexplained', /has no virtual IP/],
    [
      'the domain itself',
      () => 'consul',
      'wrongType',
      /the domain itself has only SOA and NS records, not A\.$/,
    ],
  ])('%s', async (_, name, cause, verdict) => {
    const desk = await open()
    const text = name()
    const found = await explained(desk, text, text.startsWith('192') ? 'PTR' : 'A')
    expect([found.cause, found.verdict]).toEqual([cause, expect.stringMatching(verdict)])
  })

  it('a name that DNS cannot spell', async () => {
    const name = `${uniqueName('odd')}-é`
    await register(address, {Name: name, Port: 80})
    await until(async () => (await explained(await open(), `${name}.service`)).missing.length > 0, name)
    const found = await explained(await open(), `${name}.service`)
    expect([found.cause, found.missing[0]?.text]).toEqual([
      'notAskable',
      'DNS never finds a name with other characters than letters, digits, - and _',
    ])
  })
})

describe('the other forms', () => {
  it('a prepared query is held against what it asks for', async () => {
    const desk = await open()
    const found = await explained(desk, `${catalog.query}.query`)
    expect(found.verdict).toBe(
      `2 of 3 instances of ${catalog.web} (what the prepared query ${catalog.query} asks for) are given out, in 2 records. Not given out: 1 critical.`,
    )
    expect(found.notes).toContain('Clients and resolvers may keep this answer for 7 s.')
    const template = await explained(desk, `${catalog.template}${catalog.critical}.query`)
    expect([template.cause, reasons(template)]).toEqual([
      'noneHealthy',
      [[`${catalog.critical}-1`, 'critical']],
    ])
  })

  it.each([
    ['sidecars', () => `${catalog.web}.connect`, /^The only instance of the sidecars of .* is given out\.$/],
    ['gateways', () => `${catalog.web}.ingress`, /^The only instance of the gateways of .* is given out\.$/],
    ['a node', () => `${entry.name}.node`, /^The node \S+ is in the catalog; its address is [\d.]+\.$/],
    ['an address', () => '7f000001.addr', /^7f000001\.addr\.consul has 1 record\.$/],
  ])('%s', async (_, name, verdict) => {
    const found = await explained(await open(), name())
    expect([found.cause, found.verdict]).toEqual(['answered', expect.stringMatching(verdict)])
  })
})

describe('what stands in the way', () => {
  it('nothing is asked where the agent has DNS off', async () => {
    const proxy = await createFaultProxy({target: address})
    proxy.set(
      {
        kind: 'rewrite',
        rewrite: body =>
          body.replace(/"DNSPort":\d+/, '"DNSPort":-1').replace(/"DNSAddrs":\[[^\]]*\]/, '"DNSAddrs":null'),
      },
      /agent\/self/,
    )
    const desk = await deskAt({address: proxy.address})
    await expect(desk.ask('web.service.consul.', 'A')).rejects.toMatchObject({
      kind: 'unreachable',
      shortMessage: `There is no DNS to ask: the agent ${entry.name} has DNS turned off (ports.dns is -1)`,
    })
    await proxy.close()
  })

  it('DNS goes on without HTTP, and the explanation says that it lacks it', async () => {
    const desk = await deskAt({address: 'http://127.0.0.1:1'}, {dnsAddress: entry.dnsAddress})
    const found = await explained(desk, 'nope.service')
    expect(resultOf(found.asked.lookup)).toBe('empty')
    expect([found.cause, found.verdict]).toEqual([
      'unexplained',
      expect.stringMatching(
        /^NXDOMAIN: HTTP cannot be asked about nope: Nothing listens at http:\/\/127\.0\.0\.1:1/,
      ),
    ])
  })

  it('an answer over one transport only is noted', async () => {
    const proxy = await createDnsFaultProxy(entry.dnsAddress)
    const {host, port} = proxy.server
    const desk = await deskAt({address}, {dnsAddress: `${host}:${port}`, timeoutMs: 200})
    proxy.set({kind: 'cut', afterBytes: 4})
    const found = await explained(desk, `${entry.name}.node`)
    expect(found.notes).toContainEqual(
      expect.stringMatching(/^Only UDP answers; a client that is told to ask over TCP gets nothing: /),
    )
    proxy.set({kind: 'stranger'})
    const strange = await explained(desk, `${entry.name}.node`)
    expect(resultOf(strange.asked.lookup)).toBe('error')
    expect(strange.notes).toContainEqual(
      expect.stringMatching(/^Only TCP answers; .*an answer came from 127\.0\.0\.1:\d+ instead/),
    )
    proxy.set({kind: 'silence'})
    expect((await explained(desk, `${entry.name}.node`)).cause).toBe('noAnswer')
    proxy.set({kind: 'loss', count: 1})
    expect((await explained(desk, `${entry.name}.node`)).notes).toContainEqual(
      expect.stringContaining('The first datagram got no answer'),
    )
    await proxy.close()
  })
})
