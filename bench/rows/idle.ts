import {setTimeout as pause} from 'node:timers/promises'
import {type BenchContext, type BenchRow, startLictor} from '../support/bench-context.ts'
import {type SeenRequest, startCountingProxy} from '../support/counting-proxy.ts'
import type {Measured} from '../support/measured.ts'
import {processorSecondsOf} from '../support/process-usage.ts'

const BUDGET_PERCENT = 0.5
const VIEWS = ['services', 'members', 'service'] as const

type View = (typeof VIEWS)[number]

/** What an open view costs while nothing happens. */
type Cost = {
  readonly view: View
  readonly bytes: number
  readonly percent: number
  readonly requests: readonly SeenRequest[]
}

/** A minute of live views on a still cluster: bytes to the terminal, processor time, and requests that do not block. */
export const idle: BenchRow = {
  name: 'idle',
  measure: async context => {
    const seconds = context.quick ? 5 : 60
    const costs = await Promise.all(VIEWS.map(view => watchIdle(context, view, seconds)))
    const others = costs.flatMap(({requests}) => requests.filter(({blocking}) => !blocking))
    const line = (what: string, budget: string, of: (cost: Cost) => string, holds: boolean): Measured => ({
      what: `idle for ${seconds} s with live views: ${what}`,
      budget,
      lictor: costs.map(cost => `${cost.view} ${of(cost)}`).join('; '),
      peer: '',
      ratio: '',
      holds,
    })
    const bytes = costs.map(cost => cost.bytes)
    const percents = costs.map(cost => cost.percent)
    return [
      {
        ...line('bytes to the terminal', '0', cost => String(cost.bytes), Math.max(...bytes) === 0),
        samples: {bytes},
      },
      {
        ...line(
          'processor',
          `under ${BUDGET_PERCENT} %`,
          cost => `${cost.percent.toFixed(2)} %`,
          Math.max(...percents) < BUDGET_PERCENT,
        ),
        samples: {percents},
      },
      line('requests that do not block', '0', describeRequests, others.length === 0),
    ]
  },
}

const watchIdle = async (context: BenchContext, view: View, seconds: number): Promise<Cost> => {
  const proxy = await startCountingProxy((await context.bigCluster()).entry.httpAddress)
  const program = startLictor(context, proxy.address, view === 'members' ? 'members' : 'services')
  try {
    await program.until(({selected}) => selected() !== undefined, `the list of ${view}`)
    if (view === 'service') {
      program.press('j\r')
      await program.until(({lines}) => lines().some(line => line.includes('Services ›')), 'the service')
    }
    // A view that was left goes on for half a minute.
    await pause(context.quick ? 2000 : 40_000)
    await program.untilQuiet(1000)
    const [bytes, processor] = [program.bytes(), processorSecondsOf(program.pid)]
    proxy.take()
    await pause(seconds * 1000)
    return {
      view,
      bytes: program.bytes() - bytes,
      percent: ((processorSecondsOf(program.pid) - processor) / seconds) * 100,
      requests: proxy.take(),
    }
  } finally {
    await program.close()
    await proxy.close()
  }
}

const describeRequests = ({requests}: Cost): string => {
  const others = requests.filter(({blocking}) => !blocking)
  const blocking = requests.length - others.length
  const paths = [...Map.groupBy(others, ({method, path}) => `${method} ${path}`)]
  const list = paths.map(([path, seen]) => `${seen.length} ${path}`).join(', ')
  return `${others.length}${list && ` (${list})`} and ${blocking} that do`
}
