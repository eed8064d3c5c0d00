import {randomUUID} from 'node:crypto'
import {createConsulClient} from '../../src/api/client.ts'
import {jobFolder} from '../../src/deploy/protocol/keys.ts'
import {ack, exit, openJobWriter, out, phase, type Word} from '../../test/support/job-writer.ts'
import type {BenchRow} from '../support/bench-context.ts'
import {type BoardFollower, startBoardFollower} from '../support/board-follower.ts'
import {type CountingProxy, startCountingProxy} from '../support/counting-proxy.ts'
import {type Measured, milliseconds} from '../support/measured.ts'
import {memoryOf} from '../support/process-usage.ts'

const HOSTS = {full: 1_000, quick: 50}
/** A second is what an operator takes for at once. */
const BUDGET_MS = 1_000
const BUDGET_MB = 200
const KIB = 1024

/**
 * The board of a deploy to hosts that are only keys, in a process of its own: how long after their last word it is complete, what
 * it reads for that, and what memory it takes. Beside it stands the least there is to read: all of it once, at the end.
 */
export const acks: BenchRow = {
  name: 'acks',
  measure: async context => {
    const hosts = context.quick ? HOSTS.quick : HOSTS.full
    const {httpAddress} = (await context.smallCluster()).entry
    const proxy = await startCountingProxy(httpAddress)
    const id = randomUUID()
    const follower = startBoardFollower({address: proxy.address, id, hosts})
    try {
      await follower.ready
      const before = memoryOf(follower.pid).now
      const startedAt = performance.now()
      await speak(httpAddress, id, hosts)
      const spokenAt = performance.now()
      const completeAt = await follower.complete
      return linesOf(hosts, {
        writingMs: spokenAt - startedAt,
        completeMs: completeAt - spokenAt,
        ...traffic(proxy),
        recursed: await recurse(httpAddress, id),
        before,
        ...memory(follower),
      })
    } finally {
      await follower.close()
      await proxy.close()
    }
  },
}

/** In rounds, as hosts do that run at the same time. */
const speak = async (address: string, id: string, hosts: number): Promise<void> => {
  const client = createConsulClient({address})
  const write = openJobWriter(client, {root: '_deploy', id})
  const nodes = Array.from({length: hosts}, (_, place) => `host${place}`)
  const said = {event: 'deploy', payload: 'https://example.com/manifest.yml', atMs: 0, version: 'bench'}
  const rounds: readonly ((node: string) => Word)[] = [
    node => ack(node, said),
    node => phase(node, {phase: 'fetching', done: 500_000, total: 1_000_000}),
    node => out(node, 0, 'rsync: sent 1,000,000 bytes\n'.repeat(20)),
    node => phase(node, {phase: 'syncing'}),
    node => out(node, 1, node.endsWith('7') ? 'restarted after a second try\n' : 'restarted\n'),
    node => phase(node, {phase: 'done'}),
    node => exit(node, 0),
  ]
  try {
    for (const word of rounds) await write(...nodes.map(word))
  } finally {
    await client.close()
  }
}

const traffic = (proxy: CountingProxy) => ({requests: proxy.take().length, bytes: proxy.bytes()})

const recurse = async (address: string, id: string): Promise<number> => {
  const answer = await fetch(`${address}/v1/kv/${jobFolder('_deploy', id)}?recurse`)
  return (await answer.arrayBuffer()).byteLength
}

const memory = ({pid}: BoardFollower) => {
  const {now, peak} = memoryOf(pid)
  return {now, peak}
}

type Figures = Readonly<
  Record<'writingMs' | 'completeMs' | 'requests' | 'bytes' | 'recursed' | 'before' | 'now' | 'peak', number>
>

const linesOf = (hosts: number, figures: Figures): readonly Measured[] => {
  const {writingMs, completeMs, requests, bytes, recursed, before, now, peak} = figures
  const samples = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, [value]]))
  const count = hosts.toLocaleString('en')
  return [
    {
      what: `acks of ${count} hosts: last word to complete board`,
      budget: `${BUDGET_MS} ms`,
      lictor: `${milliseconds(completeMs)}, after ${milliseconds(writingMs)} of writing`,
      peer: '',
      ratio: `${(completeMs / BUDGET_MS).toFixed(2)} of the budget`,
      holds: completeMs <= BUDGET_MS,
      samples,
    },
    {
      what: `acks of ${count} hosts: bytes read`,
      budget: 'none',
      lictor: `${kibibytes(bytes)} in ${requests} requests`,
      peer: `all of it once, with ?recurse: ${kibibytes(recursed)}`,
      ratio: `${(bytes / recursed).toFixed(2)}x`,
      holds: true,
    },
    {
      what: `acks of ${count} hosts: memory`,
      budget: `${BUDGET_MB} MB`,
      lictor: `${before.toFixed(0)} MB before; ${now.toFixed(0)} with the complete board; peak ${peak.toFixed(0)}`,
      peer: '',
      ratio: `${(peak / BUDGET_MB).toFixed(2)} of the budget`,
      holds: peak <= BUDGET_MB,
    },
  ]
}

const kibibytes = (bytes: number): string => `${Math.round(bytes / KIB).toLocaleString('en')} KiB`
