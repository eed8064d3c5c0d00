import {execFile} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {askDns} from '../../src/api/dns/ask.ts'
import {parseDnsServer} from '../../src/api/dns/server-address.ts'
import type {BenchContext, BenchRow} from '../support/bench-context.ts'
import {type Measured, milliseconds, times} from '../support/measured.ts'
import {programEnvironment} from '../support/program-environment.ts'
import {median, quantile} from '../support/statistics.ts'
import {timedRun} from '../support/timed-run.ts'

const NAME = 'web.service.consul.'
/** At the most this many times what bare Node needs: what the start of the screen is held to as well. */
const PROCESS_BUDGET = 6
const WARM_UP = 50
const BATCH = 50

/** A lookup in a program that runs already, and `lictor dns` as a whole, each beside dig. */
export const dns: BenchRow = {
  name: 'dns',
  measure: async context => {
    const {entry} = await context.smallCluster()
    const directory = await mkdtemp(join(tmpdir(), 'lictor-bench-'))
    try {
      return [
        await measureLookups(context, entry.dnsAddress, directory),
        await measureProcesses(context, entry),
      ]
    } finally {
      await rm(directory, {recursive: true})
    }
  },
}

/**
 * In turn, so that a busy moment of the machine hits both. Compared is what each reports: from sending to receiving. The
 * whole call, with its socket and the decoding, stands beside it.
 */
const measureLookups = async (
  {quick}: BenchContext,
  dnsAddress: string,
  directory: string,
): Promise<Measured> => {
  const samples = {lictor: [] as number[], call: [] as number[], dig: [] as number[]}
  const batch = join(directory, 'names')
  await writeFile(batch, `${NAME} A\n`.repeat(BATCH))
  await ownLookups(dnsAddress, WARM_UP)
  for (let round = quick ? 2 : 20; round > 0; round -= 1) {
    for (const {reported, call} of await ownLookups(dnsAddress, BATCH)) {
      samples.lictor.push(reported)
      samples.call.push(call)
    }
    samples.dig.push(...(await digLookups(dnsAddress, batch)))
  }
  const [own, call, theirs] = [p50AndP99(samples.lictor), p50AndP99(samples.call), p50AndP99(samples.dig)]
  return {
    what: `a DNS lookup over UDP, one after another (${samples.lictor.length})`,
    budget: 'no slower than dig',
    lictor: `p50 ${milliseconds(own.p50)}, p99 ${milliseconds(own.p99)}; whole call ${milliseconds(call.p50)}, ${milliseconds(call.p99)}`,
    peer: `dig's own query time p50 ${milliseconds(theirs.p50)}, p99 ${milliseconds(theirs.p99)}`,
    ratio: `${times(own.p50, theirs.p50)}; ${times(own.p99, theirs.p99)}`,
    holds: own.p50 <= theirs.p50 && own.p99 <= theirs.p99,
    samples,
  }
}

const p50AndP99 = (samples: readonly number[]) => ({p50: median(samples), p99: quantile(samples, 0.99)})

type OwnLookup = {readonly reported: number; readonly call: number}

const ownLookups = async (dnsAddress: string, count: number): Promise<readonly OwnLookup[]> => {
  const server = parseDnsServer(dnsAddress)
  const took: OwnLookup[] = []
  while (took.length < count) {
    const startedAt = performance.now()
    const {message, tookMs} = await askDns(
      server,
      {name: NAME, type: 'A'},
      {transport: {protocol: 'udp', udpSize: 1232}},
    )
    took.push({reported: tookMs, call: performance.now() - startedAt})
    if (message.answers.length === 0) throw new Error(`${NAME} has no records.`)
  }
  return took
}

/** One process for all of them, as ours is. */
const digLookups = async (dnsAddress: string, batch: string): Promise<readonly number[]> => {
  const {stdout} = await promisify(execFile)('dig', [...digArgs(dnsAddress), '+stats', '-u', '-f', batch], {
    env: programEnvironment(),
  })
  const took = [...stdout.matchAll(/Query time: (\d+) usec/g)].map(
    ([, microseconds]) => Number(microseconds) / 1_000,
  )
  if (took.length !== BATCH) throw new Error(`dig has answered ${took.length} of ${BATCH} queries.`)
  return took
}

const digArgs = (dnsAddress: string): readonly string[] => {
  const [host = '', port = ''] = dnsAddress.split(':')
  return [`@${host}`, '-p', port, '+noall']
}

type Entry = {readonly httpAddress: string; readonly dnsAddress: string}

const measureProcesses = async (
  {quick, bundle}: BenchContext,
  {httpAddress, dnsAddress}: Entry,
): Promise<Measured> => {
  const samples = {lictor: [] as number[], dig: [] as number[], node: [] as number[]}
  for (let run = quick ? 3 : 21; run > 0; run -= 1) {
    samples.node.push(await timedRun(process.execPath, ['-e', '0']))
    samples.lictor.push(await timedRun(process.execPath, [bundle, 'dns', NAME, '--http-addr', httpAddress]))
    samples.dig.push(await timedRun('dig', [...digArgs(dnsAddress), '+answer', NAME, 'A']))
  }
  const [own, dig, node] = [median(samples.lictor), median(samples.dig), median(samples.node)]
  return {
    what: 'lictor dns as a process: the agent’s settings, UDP with and without EDNS, TCP',
    budget: `${PROCESS_BUDGET}x node -e 0`,
    lictor: milliseconds(own),
    peer: `node -e 0 ${milliseconds(node)}; dig ${milliseconds(dig)}`,
    ratio: `${times(own, node)}; ${times(own, dig)}`,
    holds: own <= PROCESS_BUDGET * node,
    samples,
  }
}
