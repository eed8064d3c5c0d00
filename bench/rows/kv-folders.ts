import {type BenchContext, type BenchRow, startLictor} from '../support/bench-context.ts'
import {startCountingProxy} from '../support/counting-proxy.ts'
import {FLAT, flatCount} from '../support/key-tree.ts'
import {type Measured, milliseconds, times} from '../support/measured.ts'
import type {PtyProgram} from '../support/pty-program.ts'
import {median, quantile} from '../support/statistics.ts'
import {timedRun} from '../support/timed-run.ts'

const BUDGET = {p99: 50}
const FLAT_RUNS = {full: 7, quick: 2}

/** From the key that opens a folder to its paint, and what that costs the agent, beside the CLI's listing of the same. */
export const kvFolders: BenchRow = {
  name: 'kv-folders',
  measure: async context => {
    const address = (await context.keyCluster()).entry.httpAddress
    return [await measureFolders(context, address), await measureFlat(context, address)]
  },
}

const measureFolders = async (context: BenchContext, address: string): Promise<Measured> => {
  const proxy = await startCountingProxy(address)
  const program = startLictor(context, proxy.address, 'kv')
  const own: number[] = []
  const peer: number[] = []
  const asked: (readonly string[])[] = []
  try {
    await openUnderCursor(program, 'tree/', '000/')
    for (const folder of context.keyTree.folders) {
      const name = folder.slice('tree/'.length)
      await moveTo(program, name)
      await program.untilQuiet(100)
      proxy.take()
      own.push(await openUnderCursor(program, name, '00/'))
      await program.untilQuiet(100)
      asked.push(proxy.take().flatMap(({target, blocking}) => (blocking ? [] : target)))
      program.press('\r') // closes it, so that the next one is near
      await program.until(({selected, lines}) => !isOpen(lines(), selected(), '00/'), `${name} to close`)
      peer.push(await listByCli(context, address, folder))
    }
  } finally {
    await program.close()
    await proxy.close()
  }
  const others = asked.filter(
    targets => targets.length !== 1 || !/\?keys=&separator=%2F/.test(targets[0] ?? ''),
  )
  const [p50, p99] = [median(own), quantile(own, 0.99)]
  const [cliP50, cliP99] = [median(peer), quantile(peer, 0.99)]
  return {
    what: `open a folder of ${context.keyTree.count.toLocaleString('en')} keys (${own.length} folders)`,
    budget: `p99 ${BUDGET.p99} ms, one ?keys&separator each`,
    lictor: `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}; ${others.length === 0 ? 'one request each' : `not one request in ${others.length}: ${others[0]?.join(' ')}`}`,
    peer: `consul kv get -keys -separator=/ p50 ${milliseconds(cliP50)}, p99 ${milliseconds(cliP99)}`,
    ratio: `${times(p50, cliP50)}; ${times(p99, cliP99)}`,
    holds: p99 <= BUDGET.p99 && others.length === 0,
    samples: {lictor: own, peer},
  }
}

/** Anew each time: what has been seen once is shown at once. */
const measureFlat = async (context: BenchContext, address: string): Promise<Measured> => {
  const own: number[] = []
  const peer: number[] = []
  for (let run = 0; run < (context.quick ? FLAT_RUNS.quick : FLAT_RUNS.full); run += 1) {
    const program = startLictor(context, address, 'kv')
    try {
      await program.until(({selected}) => selected()?.includes(FLAT) ?? false, `the cursor on ${FLAT}`)
      await program.untilQuiet(500)
      own.push(await openUnderCursor(program, FLAT, 'key-0000000'))
    } finally {
      await program.close()
    }
    peer.push(await listByCli(context, address, FLAT))
  }
  const [ours, other] = [median(own), median(peer)]
  return {
    what: `first paint of a folder with ${flatCount(context.keyTree.count).toLocaleString('en')} keys`,
    budget: '1x the CLI',
    lictor: milliseconds(ours),
    peer: `consul kv get -keys -separator=/ ${milliseconds(other)}`,
    ratio: times(ours, other),
    holds: ours <= other,
    samples: {lictor: own, peer},
  }
}

const listByCli = ({consulBin}: BenchContext, address: string, folder: string): Promise<number> =>
  timedRun(consulBin, ['kv', 'get', `-http-addr=${address}`, '-keys', '-separator=/', folder])

/** Opens the folder under the cursor; milliseconds until its first row stands below it. */
const openUnderCursor = async (program: PtyProgram, folder: string, first: string): Promise<number> => {
  await moveTo(program, folder)
  const pressedAt = program.press('\r')
  const shownAt = await program.until(
    ({lines, selected}) => isOpen(lines(), selected(), first),
    `${first} in ${folder}`,
  )
  return shownAt - pressedAt
}

const isOpen = (lines: readonly string[], selected: string | undefined, first: string): boolean => {
  const at = selected === undefined ? -1 : lines.indexOf(selected.trimEnd())
  return at !== -1 && nameIn(lines[at + 1]) === first
}

const moveTo = async (program: PtyProgram, name: string): Promise<void> => {
  await program.until(({selected}) => selected() !== undefined, 'a cursor')
  while (nameIn(program.screen.selected()) !== name) {
    const before = program.screen.selected()
    program.press('j')
    await program.until(({selected}) => selected() !== before, `the cursor to move to ${name}`)
  }
}

/** What the tree calls the row, without the sign before it and what stands beside it. */
const nameIn = (line: string | undefined): string | undefined =>
  line
    ?.split('│')[0]
    ?.replace(/^[\s▸▾]+/, '')
    .split(/\s{2,}/)[0]
    ?.trim()
