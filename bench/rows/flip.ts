import {setTimeout as pause} from 'node:timers/promises'
import {type BenchContext, type BenchRow, someInstance, startLictor} from '../support/bench-context.ts'
import {setCheck} from '../support/big-catalog.ts'
import {startConsulWatch} from '../support/consul-watch.ts'
import {milliseconds, times} from '../support/measured.ts'
import {median, quantile} from '../support/statistics.ts'

/** Long enough that neither side still holds back because of the flip before. */
const REST_MS = 700

/** By then Lictor has the numbers of instances too, which the server takes seconds to count. */
const QUIET_MS = 3_000

/** So many times each of the three is started, in turn: a machine that grows busy meets them all. */
const ROUNDS = 2

/**
 * From the request that turns a check critical to the arrival of the bytes that show it, beside the arrival of what the
 * handler of `consul watch` writes: all three through terminals, to this process. Each runs alone, as an operator would have
 * it; side by side, on two cores, they would measure each other.
 */
export const flip: BenchRow = {
  name: 'flip',
  measure: async context => {
    const samples: Flips = {lictor: [], checks: [], service: []}
    const flips = context.quick ? 2 : 11
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of WATCHERS) samples[name].push(...(await measureFlips(context, name, flips)))
    }
    const [own, checks, service] = [median(samples.lictor), median(samples.checks), median(samples.service)]
    return [
      {
        what: `a check turning critical, to the screen (${samples.lictor.length} flips)`,
        budget: 'no later than consul watch',
        lictor: `${milliseconds(own)}, p90 ${milliseconds(quantile(samples.lictor, 0.9))}`,
        peer: `-type=checks ${milliseconds(checks)}; -type=service ${milliseconds(service)}`,
        ratio: `${times(own, checks)}; ${times(own, service)}`,
        holds: own <= Math.min(checks, service),
        samples,
      },
    ]
  },
}

const WATCHERS = ['lictor', 'checks', 'service'] as const

type Flips = Readonly<Record<(typeof WATCHERS)[number], number[]>>

/** What waits for the check to turn, and answers when it has told. */
type Watcher = {
  readonly ready: Promise<unknown>
  readonly told: (status: 'critical' | 'passing') => Promise<number>
  readonly close: () => Promise<void>
}

const measureFlips = async (
  context: BenchContext,
  name: (typeof WATCHERS)[number],
  count: number,
): Promise<readonly number[]> => {
  const address = (await context.bigCluster()).entry.httpAddress
  const instance = someInstance(context)
  const watcher = startWatcher(context, name, address, instance.service)
  const samples: number[] = []
  try {
    await watcher.ready
    for (let flips = 0; flips < count; flips += 1) {
      await pause(REST_MS)
      const told = watcher.told('critical')
      const startedAt = performance.now()
      await setCheck(address, instance, 'critical')
      samples.push((await told) - startedAt)
      await pause(REST_MS)
      await Promise.all([setCheck(address, instance, 'passing'), watcher.told('passing')])
    }
    return samples
  } finally {
    await setCheck(address, instance, 'passing')
    await watcher.close()
  }
}

const startWatcher = (
  context: BenchContext,
  name: (typeof WATCHERS)[number],
  address: string,
  service: string,
): Watcher => {
  if (name === 'lictor') return lictorOn(context, address, service)
  const what =
    name === 'checks' ? ['-type=checks', '-state=critical'] : ['-type=service', `-service=${service}`]
  const {called, close} = startConsulWatch({consulBin: context.consulBin, address, what})
  // The first call is that of the start.
  return {ready: called(), told: called, close}
}

const lictorOn = (context: BenchContext, address: string, service: string): Watcher => {
  const {until, untilQuiet, close} = startLictor(context, address, 'services')
  const sick = new RegExp(`critical +${service} `)
  return {
    ready: (async () => {
      await until(({selected}) => selected() !== undefined, 'the services')
      await untilQuiet(QUIET_MS)
    })(),
    told: status =>
      until(
        ({lines}) => lines().some(line => sick.test(line)) === (status === 'critical'),
        `${service} ${status}`,
      ),
    close,
  }
}
