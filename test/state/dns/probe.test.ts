import {describe, expect, inject, it} from 'vitest'
import {parseDnsServer} from '../../../src/api/dns/server-address.ts'
import {type ProbeReport, type ProbeRequest, runProbe} from '../../../src/state/dns/probe.ts'
import {until} from '../../support/cluster.ts'
import {createDnsFaultProxy} from '../../support/dns-fault-proxy.ts'

const {entry, agents} = inject('cluster')
const servers = agents
  .filter(({datacenter}) => datacenter === entry.datacenter)
  .map(({dnsAddress}) => parseDnsServer(dnsAddress))
const question = {name: 'consul.service.consul.', type: 'A'} as const
const forever = new AbortController().signal

const probe = (request: Partial<ProbeRequest>, signal = forever): Promise<ProbeReport> =>
  runProbe({question, servers, perSecond: 50, seconds: 1, ...request}, {signal})

describe('a probe', () => {
  it('asks every agent each time, and counts', async () => {
    const {done, total, servers: found} = await probe({})
    expect([done, total]).toEqual([50, 50])
    expect(found.map(({server}) => server)).toEqual(servers.map(({host, port}) => `${host}:${port}`))
    for (const statistics of found) {
      expect(statistics).toMatchObject({
        sent: 50,
        answered: 50,
        lost: 0,
        failed: 0,
        empty: 0,
        rcodes: [{rcode: 'NOERROR', count: 50}],
        distinct: 1,
      })
      expect(statistics.first.map(({count}) => count).reduce((sum, count) => sum + count)).toBe(50)
      expect(statistics.first).toHaveLength(3)
      expect(statistics.latency?.p50).toBeGreaterThan(0)
    }
  })

  it('tells loss and failure apart', async () => {
    const proxy = await createDnsFaultProxy(entry.dnsAddress)
    proxy.set({kind: 'loss', count: 3})
    const lossy = await probe({servers: [proxy.server], seconds: 0.2, timeoutMs: 200})
    expect(lossy.servers).toMatchObject([{sent: 10, answered: 7, lost: 3, failed: 0}])
    proxy.set({kind: 'rewrite', rewrite: answer => answer.subarray(0, 45)})
    const broken = await probe({servers: [proxy.server], seconds: 0.1, timeoutMs: 200})
    expect(broken.servers[0]).toMatchObject({answered: 0, lost: 0, failed: 5})
    expect(broken.servers[0]?.failures[0]?.message).toContain('malformed packet')
    await proxy.close()
  })

  it('goes on until it is stopped, and reports all the while', async () => {
    const stop = new AbortController()
    const reports: ProbeReport[] = []
    const running = runProbe(
      {question, servers, perSecond: 100, seconds: Number.POSITIVE_INFINITY},
      {signal: stop.signal, onReport: report => reports.push(report)},
    )
    await until(() => (reports.at(-1)?.servers[0]?.answered ?? 0) > 20, 'some answers')
    stop.abort()
    const report = await running
    expect(report.total).toBe(Number.POSITIVE_INFINITY)
    expect(report.servers[0]?.lost).toBe(0)
    expect(reports.length).toBeGreaterThan(1)
  })

  it('does not ask what cannot be asked', async () => {
    await expect(probe({question: {name: 'a..b', type: 'A'}})).rejects.toMatchObject({kind: 'invalid'})
  })
})
