import {setTimeout as pause} from 'node:timers/promises'
import {type BenchContext, type BenchRow, describeSize, startLictor} from '../support/bench-context.ts'
import {serviceName} from '../support/catalog-plan.ts'
import {type Measured, milliseconds, times} from '../support/measured.ts'
import {median} from '../support/statistics.ts'
import {timedRun} from '../support/timed-run.ts'

/** At the most this many times what bare Node needs. */
const NODE_BUDGET = 6
/** With a large catalog the server's own time is most of a start, so the measure is who asks it for the same. */
const PEER_BUDGET = 2
const WARM_UP = 2

/** Longer than a program that nothing has kept compiled waits until it keeps itself. */
const KEEP_MS = 5_000

/** From the start of the program to the first frame that shows something of the cluster. */
export const start: BenchRow = {
  name: 'start',
  measure: async context => {
    const {consulBin} = context
    const small = await context.smallCluster()
    const smallAddress = small.entry.httpAddress
    const bigAddress = (await context.bigCluster()).entry.httpAddress
    const first = serviceName(0)
    await keepCompiled(context, smallAddress)
    return [
      await compare(context, {
        what: 'start to first members, 3 agents',
        budget: `${NODE_BUDGET}x node -e 0`,
        holds: ({lictor, node}) => lictor <= NODE_BUDGET * node,
        lictor: environment => firstFrame(context, smallAddress, 'members', /^alive +s1 /, environment),
        peer: 'consul members',
        runPeer: () => timedRun(consulBin, ['members', '-http-addr', smallAddress]),
      }),
      await compare(context, {
        what: `start to first services, ${describeSize(context)}`,
        budget: `${PEER_BUDGET}x consul catalog services`,
        holds: ({lictor, peer}) => lictor <= PEER_BUDGET * peer,
        lictor: environment =>
          firstFrame(context, bigAddress, 'services', new RegExp(`passing +${first} `), environment),
        peer: 'consul catalog services',
        runPeer: () => timedRun(consulBin, ['catalog', 'services', '-http-addr', bigAddress]),
      }),
    ]
  },
}

/** All starts but the first after an installation find the program compiled. */
const keepCompiled = async (context: BenchContext, address: string): Promise<void> => {
  const program = startLictor(context, address, 'members')
  await program.until(({selected}) => selected() !== undefined, 'the members')
  await pause(KEEP_MS)
  await program.close()
}

type Comparison = {
  readonly what: string
  readonly budget: string
  readonly holds: (medians: {
    readonly lictor: number
    readonly node: number
    readonly peer: number
  }) => boolean
  readonly lictor: (environment?: Readonly<Record<string, string>>) => Promise<number>
  readonly peer: string
  readonly runPeer: () => Promise<number>
}

/** Runs the programs in turn, so that a busy moment of the machine hits them all. */
const compare = async (
  {quick}: BenchContext,
  {what, budget, holds, lictor, peer, runPeer}: Comparison,
): Promise<Measured> => {
  const runs = WARM_UP + (quick ? 3 : 11)
  const samples = {
    lictor: [] as number[],
    first: [] as number[],
    node: [] as number[],
    peer: [] as number[],
  }
  for (let run = 0; run < runs; run += 1) {
    const node = await timedRun(process.execPath, ['-e', '0'])
    const own = await lictor()
    const first = await lictor({NODE_DISABLE_COMPILE_CACHE: '1'})
    const other = await runPeer()
    if (run < WARM_UP) continue
    samples.node.push(node)
    samples.lictor.push(own)
    samples.first.push(first)
    samples.peer.push(other)
  }
  const [node, own, first, other] = [
    median(samples.node),
    median(samples.lictor),
    median(samples.first),
    median(samples.peer),
  ]
  return {
    what,
    budget,
    lictor: `${milliseconds(own)}; first after an installation ${milliseconds(first)}`,
    peer: `node -e 0 ${milliseconds(node)}; ${peer} ${milliseconds(other)}`,
    ratio: `${times(own, node)}; ${times(own, other)}`,
    holds: holds({lictor: own, node, peer: other}),
    samples,
  }
}

const firstFrame = async (
  context: BenchContext,
  address: string,
  view: string,
  row: RegExp,
  environment: Readonly<Record<string, string>> = {},
): Promise<number> => {
  const program = startLictor(context, address, view, environment)
  try {
    const shownAt = await program.until(
      ({lines}) => lines().some(line => row.test(line)),
      `the first row of ${view}`,
    )
    return shownAt - program.startedAt
  } finally {
    await program.close()
  }
}
