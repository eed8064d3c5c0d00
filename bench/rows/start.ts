import {type BenchContext, type BenchRow, describeSize, startLictor} from '../support/bench-context.ts'
import {serviceName} from '../support/catalog-plan.ts'
import {type Measured, milliseconds, times} from '../support/measured.ts'
import {median} from '../support/statistics.ts'
import {timedRun} from '../support/timed-run.ts'

/** At the most this many times what bare Node needs. */
const BUDGET = 6
const WARM_UP = 2

/** From the start of the program to the first frame that shows something of the cluster. */
export const start: BenchRow = {
  name: 'start',
  measure: async context => {
    const {consulBin} = context
    const small = await context.smallCluster()
    const smallAddress = small.entry.httpAddress
    const bigAddress = (await context.bigCluster()).entry.httpAddress
    const first = serviceName(0)
    return [
      await compare(context, {
        what: 'start to first members, 3 agents',
        lictor: () => firstFrame(context, smallAddress, 'members', /^alive +s1 /),
        peer: 'consul members',
        runPeer: () => timedRun(consulBin, ['members', '-http-addr', smallAddress]),
      }),
      await compare(context, {
        what: `start to first services, ${describeSize(context)}`,
        lictor: () => firstFrame(context, bigAddress, 'services', new RegExp(`passing +${first} `)),
        peer: 'consul catalog services',
        runPeer: () => timedRun(consulBin, ['catalog', 'services', '-http-addr', bigAddress]),
      }),
    ]
  },
}

type Comparison = {
  readonly what: string
  readonly lictor: () => Promise<number>
  readonly peer: string
  readonly runPeer: () => Promise<number>
}

/** Runs the programs in turn, so that a busy moment of the machine hits them all. */
const compare = async (
  {quick}: BenchContext,
  {what, lictor, peer, runPeer}: Comparison,
): Promise<Measured> => {
  const runs = WARM_UP + (quick ? 3 : 11)
  const samples = {lictor: [] as number[], node: [] as number[], peer: [] as number[]}
  for (let run = 0; run < runs; run += 1) {
    const [node, own, other] = [
      await timedRun(process.execPath, ['-e', '0']),
      await lictor(),
      await runPeer(),
    ]
    if (run < WARM_UP) continue
    samples.node.push(node)
    samples.lictor.push(own)
    samples.peer.push(other)
  }
  const [node, own, other] = [median(samples.node), median(samples.lictor), median(samples.peer)]
  return {
    what,
    budget: `${BUDGET}x node -e 0`,
    lictor: milliseconds(own),
    peer: `node -e 0 ${milliseconds(node)}; ${peer} ${milliseconds(other)}`,
    ratio: `${times(own, node)}; ${times(own, other)}`,
    holds: own <= BUDGET * node,
    samples,
  }
}

const firstFrame = async (
  context: BenchContext,
  address: string,
  view: string,
  row: RegExp,
): Promise<number> => {
  const program = startLictor(context, address, view)
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
