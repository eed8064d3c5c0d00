import {setTimeout as pause} from 'node:timers/promises'
import {type BenchContext, type BenchRow, someInstance, startLictor} from '../support/bench-context.ts'
import {setCheck} from '../support/big-catalog.ts'
import type {PlannedInstance} from '../support/catalog-plan.ts'
import {startConsulWatch} from '../support/consul-watch.ts'
import {type Measured, milliseconds, times} from '../support/measured.ts'
import {median, quantile} from '../support/statistics.ts'

/** Long enough that neither side still holds back because of the flip before. */
const REST_MS = 700

/** By then Lictor has the numbers of instances too, which the server takes seconds to count. */
const QUIET_MS = 3_000

/** So often each has its turn: a machine that grows busy meets them all. */
const TURNS = 6

/**
 * From the request that turns a check critical to the arrival of the bytes that show it, beside the arrival of what the
 * handler of `consul watch` writes: all three through terminals, to this process. They take turns, and whose turn it is not is
 * stopped: side by side, on two cores, they would measure each other.
 */
export const flip: BenchRow = {
  name: 'flip',
  measure: async context => {
    const address = (await context.bigCluster()).entry.httpAddress
    const instance = someInstance(context)
    const samples: Flips = {lictor: [], checks: [], service: []}
    const started: (readonly [Name, Watcher])[] = []
    try {
      for (const name of WATCHERS) {
        const watcher = startWatcher(context, name, address, instance.service)
        started.push([name, watcher])
        await watcher.ready
        process.kill(watcher.pid, 'SIGSTOP')
      }
      for (let turn = 0; turn < (context.quick ? 1 : TURNS); turn += 1) {
        for (const [name, watcher] of started)
          samples[name].push(...(await measureTurn(address, instance, watcher, context.quick ? 2 : 5)))
      }
    } finally {
      await setCheck(address, instance, 'passing')
      for (const [, watcher] of started) await watcher.close()
    }
    return [rowOf(samples)]
  },
}

const WATCHERS = ['lictor', 'checks', 'service'] as const

type Name = (typeof WATCHERS)[number]

type Flips = Readonly<Record<Name, number[]>>

/** What waits for the check to turn, and answers when it has told. */
type Watcher = {
  readonly pid: number
  readonly ready: Promise<unknown>
  readonly told: (status: 'critical' | 'passing') => Promise<number>
  readonly close: () => Promise<void>
}

/** The first flip of a turn does not count: it also wakes whoever was stopped. */
const measureTurn = async (
  address: string,
  instance: PlannedInstance,
  {pid, told}: Watcher,
  count: number,
): Promise<readonly number[]> => {
  const samples: number[] = []
  process.kill(pid, 'SIGCONT')
  for (let flips = 0; flips <= count; flips += 1) {
    await pause(REST_MS)
    const turned = told('critical')
    const startedAt = performance.now()
    await setCheck(address, instance, 'critical')
    const tookMs = (await turned) - startedAt
    if (flips > 0) samples.push(tookMs)
    await pause(REST_MS)
    await Promise.all([setCheck(address, instance, 'passing'), told('passing')])
  }
  process.kill(pid, 'SIGSTOP')
  return samples
}

const rowOf = (samples: Flips): Measured => {
  const [own, checks, service] = [median(samples.lictor), median(samples.checks), median(samples.service)]
  return {
    what: `a check turning critical, to the screen (${samples.lictor.length} flips)`,
    budget: 'no later than consul watch',
    lictor: `${milliseconds(own)}, p90 ${milliseconds(quantile(samples.lictor, 0.9))}`,
    peer: `-type=checks ${milliseconds(checks)}; -type=service ${milliseconds(service)}`,
    ratio: `${times(own, checks)}; ${times(own, service)}`,
    holds: own <= Math.min(checks, service),
    samples,
  }
}

const startWatcher = (context: BenchContext, name: Name, address: string, service: string): Watcher => {
  if (name === 'lictor') return lictorOn(context, address, service)
  const what =
    name === 'checks' ? ['-type=checks', '-state=critical'] : ['-type=service', `-service=${service}`]
  const {pid, called, close} = startConsulWatch({consulBin: context.consulBin, address, what})
  // The first call is that of the start.
  return {pid, ready: called(), told: called, close}
}

const lictorOn = (context: BenchContext, address: string, service: string): Watcher => {
  const {pid, until, untilQuiet, close} = startLictor(context, address, 'services')
  const sick = new RegExp(`critical +${service} `)
  return {
    pid,
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
