import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {displayWidth} from '../../src/terminal/width.ts'
import {register, ttlCheck, turnCheck} from '../support/agent-calls.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {type DnsCatalog, registerDnsCatalog} from '../support/dns-catalog.ts'
import {lictor} from './lictor.ts'

const {entry} = inject('cluster')
const env = {CONSUL_HTTP_ADDR: entry.httpAddress}
const dns = (...args: readonly string[]) => lictor(['dns', ...args], {env})

let catalog: DnsCatalog
beforeAll(async () => {
  catalog = await registerDnsCatalog(entry)
})
afterAll(() => catalog.remove())

describe('lictor dns', () => {
  it('says what was asked of whom, and what came, section by section', async () => {
    const {code, out, err} = await dns(`blue.${catalog.web}.service`, 'srv')
    expect([code, err]).toEqual([0, ''])
    const name = `blue.${catalog.web}.service.consul.`
    expect(out.split('\n')).toEqual([
      `${name} SRV at ${entry.dnsAddress} (the agent ${entry.name})`,
      '',
      'NOERROR: 1 record.',
      '',
      expect.stringMatching(/^ +answers +bytes +time +code +flags$/),
      expect.stringMatching(/^UDP +1 +\d+ +[\d.]+ ms +NOERROR +qr aa rd$/),
      expect.stringMatching(/^UDP without EDNS +1 +\d+ +[\d.]+ ms +NOERROR +qr aa rd$/),
      expect.stringMatching(/^TCP +1 +\d+ +[\d.]+ ms +NOERROR +qr aa rd$/),
      '',
      'QUESTION',
      `${name}  IN  SRV`,
      'EDNS version 0, UDP up to 1232 bytes',
      '',
      'ANSWER',
      `${name}  0  IN  SRV  1 1 8080 ${catalog.web}-n1.node.dc1.consul.`,
      '',
      'ADDITIONAL',
      ...Array.from({length: 3}, () =>
        expect.stringMatching(/-n1\.node\.dc1\.consul\. +0 +IN +(A +10\.1\.0\.1|TXT +".*")$/),
      ),
      '',
    ])
  })

  it('explains an answer when it is told to', async () => {
    const {code, out} = await dns(`${catalog.web}.service`, '--explain')
    expect(code).toBe(0)
    expect(out).toContain(
      `2 of 3 instances of ${catalog.web} are given out, in 2 records. Not given out: 1 critical.`,
    )
    expect(out).toMatch(
      /Not in the answer:\n {2}\S+-web-3 on \S+-web-n3 {2}10\.1\.0\.3:8080 {2}critical: up: no route to host\n/,
    )
    expect(out).toMatch(/The agent: domain consul; only_passing false; .*node_ttl 0s/)
  })

  it('explains an empty answer by itself, and ends with 2', async () => {
    const {code, out} = await dns(`${catalog.critical}.service`)
    expect(code).toBe(2)
    expect(out).toContain('NXDOMAIN because the only instance of')
    expect(out).toContain('critical: up: no route to host')
    expect(out).toMatch(/\nAUTHORITY\nconsul\. +0 +IN +SOA +ns\.consul\. /)
  })

  it('ends with 1 where there is no answer, and says why for each transport', async () => {
    const {code, out} = await dns('web.service', '-dns-addr=127.0.0.1:1')
    expect(code).toBe(1)
    expect(out).toMatch(
      /\nNothing answers DNS at 127\.0\.0\.1:1 over UDP\. Nothing answers DNS at 127\.0\.0\.1:1 over TCP\.\n/,
    )
    expect((await dns('example.com')).code).toBe(1)
  })

  it('marks what UDP loses', async () => {
    const {code, out} = await dns(`${catalog.many}.service`, 'SRV')
    expect(code).toBe(0)
    const [, seen] = /A UDP client sees (\d+) of 60; TC not set/.exec(out) ?? []
    expect(out).toContain('QUESTION (over TCP)')
    expect(out.match(/; not over UDP$/gm)).toHaveLength(60 - Number(seen))
  })

  it('prints JSON of a shape that stays', async () => {
    const {code, out} = await dns(`${catalog.web}.service`, '--explain', '--json')
    expect(code).toBe(0)
    const answer = {
      rcode: 'NOERROR',
      flags: ['qr', 'aa', 'rd'],
      bytes: expect.any(Number),
      timeMs: expect.any(Number),
      tries: 1,
      questions: [{name: `${catalog.web}.service.consul.`, type: 'A', class: 'IN'}],
      answers: expect.arrayContaining([
        {name: `${catalog.web}.service.consul.`, type: 'A', class: 'IN', ttl: 0, data: '10.1.0.1'},
      ]),
      authorities: [],
      additionals: [],
    }
    expect(JSON.parse(out)).toEqual({
      name: `${catalog.web}.service.consul.`,
      type: 'A',
      server: {address: entry.dnsAddress, origin: `the agent ${entry.name}`},
      form: {kind: 'service', service: catalog.web, place: {}},
      result: 'answered',
      summary: 'NOERROR: 2 records.',
      transports: [
        {transport: 'udp', answer: {...answer, edns: {version: 0, udpSize: 1232}}},
        {transport: 'udp without EDNS', answer},
        {transport: 'tcp', answer: {...answer, edns: {version: 0, udpSize: 1232}}},
      ],
      lostOverUdp: [],
      explanation: {
        cause: 'partial',
        verdict: expect.any(String),
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
        notes: [],
      },
    })
  })

  it('guesses the type, and takes an address', async () => {
    const address = new URL(entry.httpAddress).hostname
    expect((await dns(address)).out).toMatch(/ PTR at [\s\S]* PTR +\S+\.node\.dc1\.consul\.\n/)
    expect((await dns(`_${catalog.web}._tcp.service`)).out).toContain(' SRV at ')
  })

  it('lets no text of the cluster reach the terminal as it is', async () => {
    const name = uniqueName('hostile')
    await register(entry.httpAddress, {Name: name, Port: 80, Check: ttlCheck(`${name}:up`)})
    const output = 'red \x1b[31m bell \x07 c1 \x9b31m rtl \u202e'
    await turnCheck(entry.httpAddress, `${name}:up`, {status: 'critical', output})
    await until(async () => (await dns(`${name}.service`)).out.includes('red'), 'the output of the check')
    for (const args of [[], ['--json']]) {
      const {out} = await dns(`${name}.service`, ...args)
      expect(out).toContain('red')
      expect(out).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u)
    }
    const {out} = await dns(`${name}.service`, '--json')
    expect(JSON.parse(out).explanation.missing[0].text).toContain(output)
  })

  it('probes, and counts', async () => {
    const {code, out} = await dns(`${catalog.web}.service`, '--probe', '50', '--for', '1')
    expect(code).toBe(0)
    expect(out).toContain('50 of 50 answered (100.0 %), 0 lost, 0 failed: NOERROR 50')
    expect(out).toMatch(/p50 [\d.]+ ms, p99 [\d.]+ ms +[▁-█]/)
    expect(out).toMatch(/In first place \(the round robin is (not )?round; an even share is 50\.0 %\):/)
    const empty = await dns('nope.service', '--probe', '20', '--for', '0.2', '--json')
    expect(empty.code).toBe(2)
    expect(JSON.parse(empty.out)).toMatchObject({
      name: 'nope.service.consul.',
      type: 'A',
      done: 4,
      total: 4,
      servers: [
        {server: entry.dnsAddress, sent: 4, answered: 4, empty: 4, rcodes: [{rcode: 'NXDOMAIN', count: 4}]},
      ],
    })
    expect((await dns('web.service', '--probe', '20', '--for', '0.2', '--dns-addr=127.0.0.1:1')).code).toBe(1)
  })

  it('shows how far a probe is in one line of the terminal, and takes it away', async () => {
    const args = ['dns', `${catalog.web}.service`, '--probe', '50', '--for', '0.5']
    const {code, out, err} = await lictor(args, {env, isTTY: true})
    expect([code, out]).toEqual([0, expect.stringMatching(/^\S+ A, asked for/)])
    const drawn = err.split('\r\x1b[K')
    expect(drawn.at(-1)).toBe('')
    expect(drawn).toContainEqual(
      expect.stringMatching(/^[█░]+ \d+ of 25 asked, \d+ answered, 0 without an answer, p50 [\d.]+ ms$/),
    )
    expect(drawn.map(displayWidth).filter(width => width >= 80)).toEqual([])
  })

  it.each([
    ['no name', [], 'dns needs a name to ask for: lictor dns web.service.consul'],
    ['a type that Consul does not answer', ['web', 'MX'], 'there is no type called MX here: A, AAAA, SRV'],
    ['a name that DNS cannot spell', ['web..service.consul'], 'DNS has no such name: a label in it is empty'],
    ['a server that is none', ['web', '--dns-addr=:x'], ':x is no address of a DNS server'],
    ['a rate that is none', ['web', '--probe', 'fast'], '--probe takes a number of queries a second'],
    ['a time that is none', ['web', '--probe', '1', '--for', '0'], '--for takes a number of seconds'],
    ['a time without a probe', ['web', '--for', '5'], '--for says how long to probe: give --probe N'],
    ['an explained probe', ['web', '--probe', '1', '--explain'], '--explain is for a single answer'],
    ['a probe without a query', ['web', '--probe', '0.1', '--for', '2'], 'is not even one query'],
    ['an unknown flag', ['web', '--bogus'], '--bogus'],
  ])('is refused with 64 and the reason: %s', async (_, args, reason) => {
    const {code, out, err} = await dns(...args)
    expect([code, out]).toEqual([64, ''])
    expect(err).toContain(reason)
  })

  it('takes the flags of the connection before and after its name', async () => {
    const flag = `-http-addr=${entry.httpAddress}`
    const name = `${entry.name}.node`
    expect((await lictor([flag, 'dns', name])).code).toBe(0)
    expect((await lictor(['dns', name, flag])).code).toBe(0)
    expect((await lictor(['-http-addr=127.0.0.1:1', 'dns', name, flag])).code).toBe(0)
  })
})
