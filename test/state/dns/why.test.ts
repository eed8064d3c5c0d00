import {describe, expect, it} from 'vitest'
import type {DnsAnswer} from '../../../src/api/dns/ask.ts'
import type {DnsMessage} from '../../../src/api/dns/message.ts'
import type {ServiceInstance} from '../../../src/api/health.ts'
import type {Evidence, InstanceSubject, Seen} from '../../../src/state/dns/evidence.ts'
import {explain} from '../../../src/state/dns/explain.ts'
import {aCheck, aNode, anInstance, aService} from '../samples.ts'

const instance = (number: number, status = 'passing'): ServiceInstance =>
  anInstance({
    node: aNode({name: `n${number}`, address: `10.0.0.${number}`}),
    service: aService({id: `web-${number}`}),
    checks: [aCheck({checkId: 'up', status})],
  })

const seen = (...data: readonly ServiceInstance[]): Seen<readonly ServiceInstance[]> => ({
  data,
  filteredByAcls: false,
  lastContactMs: 40,
})

const answer = (...addresses: readonly string[]): {readonly answer: DnsAnswer} => {
  const message: DnsMessage = {
    id: 1,
    flags: ['qr'],
    rcode: addresses.length > 0 ? 'NOERROR' : 'NXDOMAIN',
    questions: [],
    answers: addresses.map(address => ({name: 'web.', class: 'IN', ttl: 0, type: 'A', address})),
    authorities: [],
    additionals: [],
  }
  return {answer: {server: 's', transport: {protocol: 'udp'}, message, bytes: 1, tookMs: 1, tries: 1}}
}

const evidence = (
  given: readonly string[],
  subject: Partial<InstanceSubject>,
  more: Partial<Evidence> = {},
): Evidence => ({
  lookup: {
    server: {host: 's', port: 1},
    question: {name: 'web.service.consul.', type: 'A'},
    udp: answer(...given),
    tcp: answer(...given),
  },
  form: {kind: 'service', service: 'web', place: {}},
  settings: {zones: {domain: 'consul.'}, servers: [], origin: '', isAssumed: false, agent: {}},
  datacenters: ['dc1'],
  subject: {
    kind: 'instances',
    by: 'service',
    service: 'web',
    tags: [],
    onlyPassing: false,
    ignoredChecks: [],
    own: seen(instance(1), instance(2)),
    anonymous: seen(instance(1), instance(2)),
    stale: seen(instance(1), instance(2)),
    elsewhere: [],
    similar: [],
    ...subject,
  },
  ...more,
})

/** What a real cluster shows only for a moment. */
describe('what HTTP and DNS disagree on', () => {
  it('is stale where the server that DNS asked does not have it yet', () => {
    expect(explain(evidence(['10.0.0.1'], {stale: seen(instance(1))})).missing).toMatchObject([
      {
        id: 'web-2',
        reason: 'stale',
        text: 'stale answer: the server that DNS asked does not have it so yet, 40 ms without word from the leader',
      },
    ])
    const recovered = {stale: seen(instance(1), instance(2, 'critical'))}
    expect(explain(evidence(['10.0.0.1'], recovered)).missing[0]?.reason).toBe('stale')
  })

  it('is stale where the agent answers from its cache', () => {
    const {settings} = evidence([], {})
    const cached = {settings: {...settings, agent: {useCache: true}}}
    expect(explain(evidence(['10.0.0.1'], {}, cached)).missing[0]?.text).toContain('dns_config.use_cache')
  })

  it('is said to be open where nothing explains it', () => {
    const found = explain(evidence([], {}, {aclsEnabled: true}))
    expect(found.cause).toBe('unexplained')
    expect(found.missing[0]?.text).toContain('or the agent’s DNS token may not read it; ask again')
  })

  it('is a note where more is given out than should be', () => {
    const sick = seen(instance(1), instance(2, 'critical'))
    const found = explain(evidence(['10.0.0.1', '10.0.0.2', '10.0.0.9'], {own: sick, anonymous: sick}))
    expect(found.notes).toEqual([
      'web-2 on n2 is given out although HTTP says that it should not be (critical: a check of the node): the answer is older.',
      '1 record of the answer belongs to no instance that HTTP shows: the answer is older, or this token may not read them.',
    ])
  })

  it('is DNS alone where HTTP has nothing', () => {
    const found = explain(evidence(['10.0.0.1'], {own: seen(), anonymous: seen()}))
    expect(found.verdict).toBe(
      'DNS gives 1 record, but HTTP shows no instance of web: the answer may be stale.',
    )
  })

  it('says how far a prepared query has failed over', () => {
    const found = explain(evidence(['10.0.0.1'], {query: 'q', failover: {datacenter: 'dc2', found: true}}))
    expect(found.notes).toContain(
      'The prepared query q has failed over to dc2: nothing before that could be given out.',
    )
  })
})
