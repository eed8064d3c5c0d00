import {fileURLToPath} from 'node:url'
import {type BenchContext, type BenchRow, startLictor} from '../support/bench-context.ts'
import {currentName, type KeyCosts, NO_COSTS, press, toLastRow, toTop} from '../support/key-costs.ts'
import {type Measured, milliseconds, times} from '../support/measured.ts'
import {type PtyProgram, startInPty} from '../support/pty-program.ts'
import {mean, quantile} from '../support/statistics.ts'

const RAW_LIST = fileURLToPath(new URL('../peers/raw-list.mjs', import.meta.url))

const LATENCY = {p50: 3, p99: 12}
const BYTES = {move: 300, scroll: 350}

/** Moves stay within what every layout shows at 120x40. */
const SWING = 25

/** From the key to the bytes that show it, and how many bytes those are, for moves in the window and for scrolling. */
export const keys: BenchRow = {
  name: 'keys',
  measure: async context => {
    const address = (await context.bigCluster()).entry.httpAddress
    const lictor = startLictor(context, address, 'services')
    const raw = startInPty(process.execPath, [RAW_LIST, address])
    try {
      const [own, peer] = await measureBoth(context, [lictor, raw])
      return [
        latency('key to paint, move in the window', own.move, peer.move),
        latency('key to paint, scroll', own.scroll, peer.scroll),
        bytes('bytes for one cursor move', BYTES.move, own.move, peer.move),
        bytes('bytes for one scrolled row', BYTES.scroll, own.scroll, peer.scroll),
      ]
    } finally {
      await Promise.all([lictor.close(), raw.close()])
    }
  },
}

type Costs = {readonly move: KeyCosts; readonly scroll: KeyCosts}

/** In short turns, so that a busy moment of the machine hits both. */
const measureBoth = async (
  {quick}: BenchContext,
  programs: readonly [PtyProgram, PtyProgram],
): Promise<readonly [Costs, Costs]> => {
  const rounds = quick ? 1 : 7
  for (const program of programs) {
    await program.until(({selected}) => selected() !== undefined, 'a list with a cursor')
    await program.untilQuiet(1000)
    await press(program, swing(2))
  }
  const own: Record<keyof Costs, KeyCosts> = {move: NO_COSTS, scroll: NO_COSTS}
  const peer: Record<keyof Costs, KeyCosts> = {move: NO_COSTS, scroll: NO_COSTS}
  const turns = [
    [programs[0], own, currentName(programs[0])],
    [programs[1], peer, currentName(programs[1])],
  ] as const
  for (let round = 0; round < rounds; round += 1) {
    for (const [program, costs, first] of turns) {
      await toTop(program, first)
      costs.move = join(costs.move, await press(program, swing(1)))
      await toLastRow(program)
      costs.scroll = join(costs.scroll, await press(program, 'j'.repeat(SWING * 2)))
    }
  }
  return [own, peer]
}

const swing = (times: number): string => ('j'.repeat(SWING) + 'k'.repeat(SWING)).repeat(times)

const join = (left: KeyCosts, right: KeyCosts): KeyCosts => ({
  latencies: [...left.latencies, ...right.latencies],
  bytes: [...left.bytes, ...right.bytes],
})

const latency = (what: string, own: KeyCosts, peer: KeyCosts): Measured => {
  const [p50, p99] = [quantile(own.latencies, 0.5), quantile(own.latencies, 0.99)]
  const [rawP50, rawP99] = [quantile(peer.latencies, 0.5), quantile(peer.latencies, 0.99)]
  return {
    what: `${what} (${own.latencies.length} keys)`,
    budget: `p50 ${LATENCY.p50} ms, p99 ${LATENCY.p99} ms`,
    lictor: `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`,
    peer: `raw ANSI p50 ${milliseconds(rawP50)}, p99 ${milliseconds(rawP99)}`,
    ratio: `${times(p50, rawP50)}; ${times(p99, rawP99)}`,
    holds: p50 <= LATENCY.p50 && p99 <= LATENCY.p99,
    samples: {lictor: own.latencies, raw: peer.latencies},
  }
}

const bytes = (what: string, budget: number, own: KeyCosts, peer: KeyCosts): Measured => {
  const [ours, raw] = [mean(own.bytes), mean(peer.bytes)]
  return {
    what,
    budget: String(budget),
    lictor: ours.toFixed(0),
    peer: `raw ANSI with scroll region ${raw.toFixed(0)}`,
    ratio: times(ours, raw),
    holds: ours <= budget,
    samples: {lictor: own.bytes, raw: peer.bytes},
  }
}
