import {type BenchContext, type BenchRow, startLictor} from '../support/bench-context.ts'
import {type Measured, milliseconds, times} from '../support/measured.ts'
import {memoryOf} from '../support/process-usage.ts'
import type {PtyProgram} from '../support/pty-program.ts'
import {median} from '../support/statistics.ts'
import {timedRun} from '../support/timed-run.ts'

/** A thousand keys of the flat folder have it in their names, and the first of them come early. */
const IN_NAMES = 'key-0001'
/** Nowhere: so all values are read that the limit allows. */
const IN_VALUES = 'no such value'
const BUDGET_MB = 200
const RUNS = {full: 5, quick: 2}
const CTRL = {f: '\x06', t: '\x14'}

/** Searching all keys, and as many values as the limit allows, beside the CLI piped into grep; and what it takes. */
export const kvSearch: BenchRow = {
  name: 'kv-search',
  measure: async context => {
    const address = (await context.keyCluster()).entry.httpAddress
    const program = startLictor(context, address, 'kv')
    try {
      await program.until(({selected}) => selected() !== undefined, 'the tree')
      await program.untilQuiet(1000)
      const before = memoryOf(program.pid)
      const names = await measureNames(context, program, address)
      const afterNames = memoryOf(program.pid)
      const values = await measureValues(context, program, address)
      const after = memoryOf(program.pid)
      return [...names, values, memoryLine(context, [before.now, afterNames.now, after.now], after.peak)]
    } finally {
      await program.close()
    }
  },
}

const measureNames = async (
  context: BenchContext,
  program: PtyProgram,
  address: string,
): Promise<readonly Measured[]> => {
  const first: number[] = []
  const whole: number[] = []
  const peer: number[] = []
  for (let run = 0; run < (context.quick ? RUNS.quick : RUNS.full); run += 1) {
    const startedAt = await search(program, IN_NAMES)
    first.push((await program.until(({lines}) => rows(lines(), IN_NAMES) > 0, 'a result')) - startedAt)
    whole.push((await program.until(({lines}) => outcome(lines()) !== undefined, 'the end')) - startedAt)
    peer.push(await piped(context, `kv get -http-addr=${address} -keys -separator= ''`, IN_NAMES))
    await leave(program)
  }
  const {count} = context.keyTree
  const [ours, other] = [median(whole), median(peer)]
  const common = {samples: {first, whole, peer}}
  return [
    {
      what: `first result of a search of ${count.toLocaleString('en')} keys`,
      budget: '1x the CLI and grep',
      lictor: milliseconds(median(first)),
      peer: `consul kv get -keys -separator= '' | grep ${milliseconds(other)}`,
      ratio: times(median(first), other),
      holds: median(first) <= other,
      ...common,
    },
    {
      what: `all of a search of ${count.toLocaleString('en')} keys`,
      budget: '1.5x the CLI and grep',
      lictor: `${milliseconds(ours)}, ${rate(count, ours)}`,
      peer: `consul kv get -keys -separator= '' | grep ${milliseconds(other)}, ${rate(count, other)}`,
      ratio: times(ours, other),
      holds: ours <= 1.5 * other,
      ...common,
    },
  ]
}

const measureValues = async (
  context: BenchContext,
  program: PtyProgram,
  address: string,
): Promise<Measured> => {
  const startedAt = await search(program, IN_VALUES, CTRL.t)
  let asked = 0
  const endedAt = await program.until(({lines}) => {
    asked = Math.max(asked, valuesAsked(lines()))
    return outcome(lines()) !== undefined
  }, 'the end of the values')
  const whole = outcome(program.screen.lines())?.startsWith('0 found in') ?? false
  const searched = whole ? context.keyTree.count : asked
  const peer = await piped(context, `kv export -http-addr=${address} ''`, IN_VALUES)
  const own = (endedAt - startedAt) / searched
  const other = peer / context.keyTree.count
  return {
    what: `values searched, ${searched.toLocaleString('en')} of them within the limit`,
    budget: 'none: read in pieces to spare the agent',
    lictor: rate(searched, endedAt - startedAt),
    peer: `consul kv export | grep ${rate(context.keyTree.count, peer)}, base64 as it is`,
    ratio: times(own, other),
    holds: true,
    samples: {lictor: [endedAt - startedAt], peer: [peer]},
  }
}

const memoryLine = ({keyTree}: BenchContext, now: readonly number[], peak: number): Measured => {
  const [before, names, values] = now.map(megabytes => megabytes.toFixed(0))
  return {
    what: `memory, searches of ${keyTree.count.toLocaleString('en')} keys`,
    budget: `${BUDGET_MB} MB`,
    lictor: `${before} MB before; ${names} after the names; ${values} after the values; peak ${peak.toFixed(0)}`,
    peer: '',
    ratio: `${(peak / BUDGET_MB).toFixed(2)} of the budget`,
    holds: peak <= BUDGET_MB,
    samples: {megabytes: now, peak: [peak]},
  }
}

/** Types the pattern, and answers when Enter was pressed. */
const search = async (program: PtyProgram, pattern: string, toggle = ''): Promise<number> => {
  program.press(CTRL.f)
  await program.until(({lines}) => lines().some(line => line.startsWith('Search all keys:')), 'the prompt')
  if (toggle !== '') {
    program.press(toggle)
    await program.until(({lines}) => lines().some(line => line.includes('in keys and values')), 'the switch')
  }
  program.press(pattern)
  await program.until(
    ({lines}) => lines().some(line => line.startsWith(`Search all keys: ${pattern}`)),
    'the pattern',
  )
  await program.untilQuiet(100)
  return program.press('\r')
}

const leave = async (program: PtyProgram): Promise<void> => {
  program.press('\x1b')
  await program.until(({lines}) => !lines().some(line => line.includes('› Search')), 'the tree')
  await program.untilQuiet(300)
}

const outcome = (lines: readonly string[]): string | undefined =>
  lines.find(line => /^[\d,]+ found (in|· \S+ \S+ of values read)/.test(line))

const rows = (lines: readonly string[], pattern: string): number =>
  lines.filter(line => line.startsWith('flat/') && line.includes(pattern)).length

const valuesAsked = (lines: readonly string[]): number => {
  const asked = lines.map(line => /values of ([\d,]+) of /.exec(line)?.[1]).find(found => found !== undefined)
  return Number(asked?.replaceAll(',', '') ?? 0)
}

const rate = (keys: number, ms: number): string => `${Math.round(keys / ms).toLocaleString('en')} keys/ms`

/** grep finds nothing in the values, which is no failure here. */
const piped = ({consulBin}: BenchContext, command: string, pattern: string): Promise<number> =>
  timedRun('sh', ['-c', `"$0" ${command} | grep -c -- "$1" >/dev/null || true`, consulBin, pattern])
