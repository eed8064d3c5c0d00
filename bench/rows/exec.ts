import {createConsulClient} from '../../src/api/client.ts'
import {startExec} from '../../src/deploy/exec/exec.ts'
import {findTargets} from '../../src/deploy/targets/find.ts'
import type {BenchContext, BenchRow} from '../support/bench-context.ts'
import {type Measured, milliseconds, times} from '../support/measured.ts'
import {median} from '../support/statistics.ts'
import {timedLines} from '../support/timed-lines.ts'

const RUNS = {full: 11, quick: 2}
const BUDGET = 0.5

type Times = {
  /** Until the last agent has told its exit code. */
  readonly lastExit: number
  readonly end: number
}

/**
 * `true` on all agents. To the last exit: in a program that runs already, as the screen is, with the search for those who must
 * answer. To the end: as a process, until the shell has its prompt back.
 */
export const exec: BenchRow = {
  name: 'exec',
  measure: async context => {
    const {entry, agents} = await context.smallCluster()
    const samples = {engine: [] as number[], lictor: [] as Times[], consul: [] as Times[]}
    // In turn, so that a busy moment of the machine hits all.
    for (let run = 0; run < (context.quick ? RUNS.quick : RUNS.full); run += 1) {
      samples.engine.push(await ownExec(entry.httpAddress))
      samples.lictor.push(await lictorExec(context, entry.httpAddress, agents.length))
      samples.consul.push(await consulExec(context, entry.httpAddress, agents.length))
    }
    const {engine, lictor, consul} = samples
    const lastExits = {engine, lictor: lictor.map(lastExit), consul: consul.map(lastExit)}
    const ends = {lictor: lictor.map(end), consul: consul.map(end)}
    return [
      compare(`remote exec on ${agents.length} agents, command to last exit`, lastExits.engine, lastExits),
      compare(`lictor exec on ${agents.length} agents as a process, to its end`, ends.lictor, ends),
    ]
  },
}

const lastExit = (run: Times): number => run.lastExit
const end = (run: Times): number => run.end

const compare = (
  what: string,
  own: readonly number[],
  samples: Readonly<Record<string, readonly number[]>> & {readonly consul: readonly number[]},
): Measured => {
  const [ours, theirs] = [median(own), median(samples.consul)]
  return {
    what,
    budget: 'half the time of consul exec',
    lictor: milliseconds(ours),
    peer: `consul exec ${milliseconds(theirs)}`,
    ratio: times(ours, theirs),
    holds: ours <= BUDGET * theirs,
    samples,
  }
}

const ownExec = async (address: string): Promise<number> => {
  const client = createConsulClient({address})
  try {
    const startedAt = performance.now()
    const targets = await findTargets(client, {})
    const running = await startExec({client}, {job: {command: 'true'}, filters: {}, targets})
    const complete = new Promise<number>(resolve => {
      const look = (): void => {
        if (running.board.snapshot().isComplete) resolve(performance.now() - startedAt)
      }
      running.board.subscribe(look)
      look()
    })
    const took = await complete
    await running.ended
    return took
  } finally {
    await client.close()
  }
}

const lictorExec = ({bundle}: BenchContext, address: string, agents: number): Promise<Times> =>
  timedExec(process.execPath, [bundle, 'exec', '--http-addr', address, 'true'], {agents, sign: / = exit 0$/})

const consulExec = ({consulBin}: BenchContext, address: string, agents: number): Promise<Times> =>
  timedExec(consulBin, ['exec', `-http-addr=${address}`, 'true'], {
    agents,
    sign: /finished with exit code 0$/,
  })

const timedExec = async (
  file: string,
  args: readonly string[],
  {agents, sign}: {readonly agents: number; readonly sign: RegExp},
): Promise<Times> => {
  const {lines, tookMs} = await timedLines(file, args)
  const exits = lines.filter(({text}) => sign.test(text))
  if (exits.length !== agents)
    throw new Error(`${file} exec has heard of ${exits.length} of ${agents} agents.`)
  return {lastExit: Math.max(...exits.map(({atMs}) => atMs)), end: tookMs}
}
