import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import {fireEvent} from '../../src/api/event.ts'
import {deleteKey, listEntries} from '../../src/api/kv.ts'
import {createBoard} from '../../src/deploy/board/board.ts'
import type {BenchContext, BenchRow} from '../support/bench-context.ts'
import {type Daemon, startDaemon} from '../support/daemon.ts'
import {milliseconds, times} from '../support/measured.ts'
import {median} from '../support/statistics.ts'

const RUNS = {full: 11, quick: 2}
/** An agent that has just told of one deploy tells of the next at its slow pace. */
const REST_MS = 3_000
const OWN = 'bench-lictor'
const PEER = 'bench-watch'

/**
 * From the fire of an event to the last word of three hosts: with `lictor agent`, whose board has then acknowledgement, phases
 * and exit code of each, and with what one has without it, a `consul watch` whose handler puts one key.
 */
export const deploy: BenchRow = {
  name: 'deploy',
  measure: async context => {
    const {entry, agents: hosts} = await context.smallCluster()
    const folder = mkdtempSync(join(tmpdir(), 'lictor-bench-'))
    const client = createConsulClient({address: entry.httpAddress})
    const daemons: Daemon[] = []
    const samples = {lictor: [] as number[], watch: [] as number[]}
    try {
      for (const host of hosts) daemons.push(...(await startDaemons(context, host, folder)))
      const nodes = hosts.map(({name}) => name)
      for (let run = 0; run < (context.quick ? RUNS.quick : RUNS.full); run += 1) {
        await pause(REST_MS)
        samples.lictor.push(await untilComplete(client, nodes))
        samples.watch.push(await untilPut(client, nodes))
      }
    } finally {
      await Promise.all(daemons.map(({close}) => close()))
      await client.close()
      rmSync(folder, {recursive: true, force: true})
    }
    const [ours, theirs] = [median(samples.lictor), median(samples.watch)]
    return [
      {
        what: `fire to the last exit code of ${hosts.length} hosts with lictor agent`,
        budget: 'none',
        lictor: milliseconds(ours),
        peer: `to the last key put by consul watch ${milliseconds(theirs)}`,
        ratio: times(ours, theirs),
        holds: true,
        samples,
      },
    ]
  },
}

const startDaemons = async (
  {bundle, consulBin}: BenchContext,
  {name, httpAddress}: {readonly name: string; readonly httpAddress: string},
  folder: string,
): Promise<readonly Daemon[]> => {
  const at = ['-http-addr', httpAddress]
  const put = `${consulBin} kv put ${at.join(' ')} ${PEER}/${name} "$CONSUL_INDEX"`
  const own = startDaemon(
    process.execPath,
    [bundle, 'agent', OWN, ...at, '--state-dir', join(folder, name), '--', 'true'],
    /listens for/,
  )
  // It calls its handler at the start too.
  const watch = startDaemon(consulBin, ['watch', ...at, '-type=event', `-name=${PEER}`, put], /Success/)
  await Promise.all([own.ready, watch.ready])
  return [own, watch]
}

const untilComplete = async (client: ConsulClient, nodes: readonly string[]): Promise<number> => {
  const startedAt = performance.now()
  const {id} = await fireEvent(client, {name: OWN, payload: Buffer.from('bench')})
  const board = createBoard({client}, {root: '_deploy', id, expected: nodes, dead: []})
  board.fired()
  const complete = new Promise<number>(resolve => {
    const look = (): void => {
      if (board.snapshot().isComplete) resolve(performance.now() - startedAt)
    }
    board.subscribe(look)
    look()
  })
  const took = await complete
  board.close()
  return took
}

const untilPut = async (client: ConsulClient, nodes: readonly string[]): Promise<number> => {
  for (const node of nodes) await deleteKey(client, {key: `${PEER}/${node}`})
  const startedAt = performance.now()
  await fireEvent(client, {name: PEER, payload: Buffer.from('bench')})
  let index: string | undefined
  for (;;) {
    const {data, meta} = await listEntries(client, `${PEER}/`, {index, waitMs: 10_000})
    if (data.length === nodes.length) return performance.now() - startedAt
    index = meta.index
  }
}
