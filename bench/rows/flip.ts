import {setTimeout as pause} from 'node:timers/promises'
import {type BenchContext, type BenchRow, someInstance, startLictor} from '../support/bench-context.ts'
import {setCheck} from '../support/big-catalog.ts'
import {startConsulWatch} from '../support/consul-watch.ts'
import {milliseconds, times} from '../support/measured.ts'
import {median, quantile} from '../support/statistics.ts'

/** Long enough that neither side still holds back because of the flip before. */
const REST_MS = 700

/**
 * From the request that turns a check critical to the arrival of the bytes that show it, beside the arrival of what the handler
 * of `consul watch` writes: all three through terminals, to this process.
 */
export const flip: BenchRow = {
  name: 'flip',
  measure: async context => {
    const samples = await measureFlips(context)
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

type Flips = {readonly lictor: number[]; readonly checks: number[]; readonly service: number[]}

const measureFlips = async (context: BenchContext): Promise<Flips> => {
  const {consulBin, quick} = context
  const address = (await context.bigCluster()).entry.httpAddress
  const instance = someInstance(context)
  const {service} = instance
  const sick = new RegExp(`critical +${service} `)
  const lictor = startLictor(context, address, 'services')
  const shows = (wanted: boolean): Promise<number> =>
    lictor.until(
      ({lines}) => lines().some(line => sick.test(line)) === wanted,
      `${service} ${wanted ? 'critical' : 'well'}`,
    )
  const watch = (...what: readonly string[]) => startConsulWatch({consulBin, address, what})
  const watches = [watch('-type=checks', '-state=critical'), watch('-type=service', `-service=${service}`)]
  const first = watches.map(({called}) => called())
  const flips: Flips = {lictor: [], checks: [], service: []}
  try {
    await lictor.until(({selected}) => selected() !== undefined, 'the services')
    await Promise.all(first)
    for (let count = quick ? 3 : 21; count > 0; count -= 1) {
      await pause(REST_MS)
      const news = watches.map(({called}) => called())
      const startedAt = performance.now()
      const [, shownAt, ...calledAt] = await Promise.all([
        setCheck(address, instance, 'critical'),
        shows(true),
        ...news,
      ])
      flips.lictor.push(shownAt - startedAt)
      for (const [index, samples] of [flips.checks, flips.service].entries()) {
        samples.push((calledAt[index] ?? Number.NaN) - startedAt)
      }
      await pause(REST_MS)
      const recovered = watches.map(({called}) => called())
      await Promise.all([setCheck(address, instance, 'passing'), shows(false), ...recovered])
    }
    return flips
  } finally {
    await setCheck(address, instance, 'passing')
    await Promise.all([lictor.close(), ...watches.map(({close}) => close())])
  }
}
