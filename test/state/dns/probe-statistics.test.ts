import {describe, expect, it} from 'vitest'
import type {DnsAnswer} from '../../../src/api/dns/ask.ts'
import type {DnsMessage} from '../../../src/api/dns/message.ts'
import {ConsulError} from '../../../src/api/errors.ts'
import {createLatencies} from '../../../src/state/dns/latencies.ts'
import {createTally} from '../../../src/state/dns/probe-statistics.ts'
import {judgeRoundness} from '../../../src/state/dns/round-robin.ts'

const answer = (
  addresses: readonly string[],
  tookMs: number,
  rcode = 'NOERROR',
): {readonly answer: DnsAnswer} => {
  const message: DnsMessage = {
    id: 1,
    flags: ['qr'],
    rcode,
    questions: [],
    answers: addresses.map(address => ({name: 'a.', class: 'IN', ttl: 0, type: 'A', address})),
    authorities: [],
    additionals: [],
  }
  return {answer: {server: 's', transport: {protocol: 'udp'}, message, bytes: 1, tookMs, tries: 1}}
}

const failure = (kind: 'timeout' | 'unreachable') => ({error: new ConsulError({kind, shortMessage: kind})})

describe('the statistics of a probe', () => {
  it('count what came, who stood first, and how long it took', () => {
    const tally = createTally('s')
    tally.add(answer(['10.0.0.1', '10.0.0.2'], 1), 0)
    tally.add(answer(['10.0.0.2', '10.0.0.1'], 3), 0)
    tally.add(answer(['10.0.0.2', '10.0.0.1'], 2), 2)
    tally.add(answer([], 2, 'NXDOMAIN'), 2)
    tally.add(failure('timeout'), 2)
    tally.add(failure('unreachable'), 3)
    const {latency, ...statistics} = tally.read()
    expect(statistics).toEqual({
      server: 's',
      sent: 6,
      answered: 4,
      lost: 1,
      failed: 1,
      empty: 1,
      rcodes: [
        {rcode: 'NOERROR', count: 3},
        {rcode: 'NXDOMAIN', count: 1},
      ],
      distinct: 2,
      distinctIsLeast: false,
      first: [
        {record: '10.0.0.2', count: 2},
        {record: '10.0.0.1', count: 1},
      ],
      roundness: 'undecided',
      seconds: [2, Number.NaN, 2, Number.NaN],
      failures: [{message: 'unreachable', count: 1}],
    })
    expect(latency?.p50).toBeCloseTo(2, 1)
    expect(latency?.p99).toBeCloseTo(3, 1)
  })

  it('take no more room for more answers', () => {
    const tally = createTally('s')
    for (let i = 0; i < 5_000; i += 1) tally.add(answer([`10.0.${i % 256}.${i >> 8}`], 1), i)
    const {distinct, distinctIsLeast, seconds, sent} = tally.read()
    expect([sent, distinct, distinctIsLeast, seconds.length]).toEqual([5_000, 1_000, true, 60])
  })

  it('have quantiles that are right to a hundredth', () => {
    const latencies = createLatencies()
    for (let ms = 1; ms <= 1_000; ms += 1) latencies.add(ms)
    expect(latencies.quantile(0.5) / 500).toBeCloseTo(1, 1)
    expect(Math.abs(latencies.quantile(0.99) / 990 - 1)).toBeLessThan(0.011)
    expect(createLatencies().quantile(0.5)).toBeNaN()
  })
})

describe('whether a round robin is round', () => {
  it.each([
    [[50, 56, 44], 'round'],
    [[150, 0, 0], 'uneven'],
    [[100, 50], 'uneven'],
    [[55, 45], 'round'],
    [[2, 1, 1], 'undecided'],
    [[100], 'undecided'],
    [[], 'undecided'],
  ])('%j is %s', (counts, roundness) => {
    expect(judgeRoundness(counts)).toBe(roundness)
  })
})
