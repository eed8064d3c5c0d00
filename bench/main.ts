import {execFileSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {consulBin as findConsul} from '../test/support/consul-binary.ts'
import {acks} from './rows/acks.ts'
import {dns} from './rows/dns.ts'
import {exec} from './rows/exec.ts'
import {flip} from './rows/flip.ts'
import {idle} from './rows/idle.ts'
import {keys} from './rows/keys.ts'
import {kvFolders} from './rows/kv-folders.ts'
import {kvSearch} from './rows/kv-search.ts'
import {memory} from './rows/memory.ts'
import {start} from './rows/start.ts'
import type {BenchContext, BenchRow} from './support/bench-context.ts'
import {createClusters} from './support/clusters.ts'
import {planKeys} from './support/key-tree.ts'
import {describeMachine} from './support/machine.ts'
import type {Measured} from './support/measured.ts'
import {parseOptions} from './support/options.ts'
import {formatTable} from './support/table.ts'

const ROWS: readonly BenchRow[] = [start, keys, flip, memory, idle, kvFolders, kvSearch, dns, exec, acks]
const SIZE = {
  full: {services: 10_000, instancesPerService: 5, nodes: 500},
  quick: {services: 400, instancesPerService: 5, nodes: 20},
}

const KEYS = {full: 1_000_000, quick: 50_000}

const root = fileURLToPath(new URL('..', import.meta.url))
const say = (line: string): void => void process.stderr.write(`bench: ${line}\n`)

const buildBundle = (): string => {
  say('building')
  execFileSync(process.execPath, ['scripts/build.mjs'], {cwd: root, stdio: ['ignore', 'ignore', 'inherit']})
  return resolve(root, 'dist/lictor.js')
}

const measureAll = async (rows: readonly BenchRow[], context: BenchContext): Promise<readonly Measured[]> => {
  const lines: Measured[] = []
  for (const row of rows) {
    say(`measuring ${row.name}`)
    lines.push(...(await row.measure(context)))
  }
  return lines
}

const {only, json, quick, bundle} = parseOptions(process.argv.slice(2))
const unknown = only.filter(name => !ROWS.some(row => row.name === name))
if (unknown.length > 0) {
  throw new Error(`No row is called ${unknown.join(', ')}: ${ROWS.map(({name}) => name).join(', ')}.`)
}
const consulBin = findConsul()
const size = quick ? SIZE.quick : SIZE.full
const keyTree = planKeys(quick ? KEYS.quick : KEYS.full)
const machine = await describeMachine(consulBin)
const built = bundle === undefined ? buildBundle() : resolve(bundle)
const clusters = createClusters(consulBin, {catalog: size, keyTree}, say)
try {
  const lines = await measureAll(
    ROWS.filter(({name}) => only.length === 0 || only.includes(name)),
    {
      consulBin,
      bundle: built,
      quick,
      size,
      keyTree,
      smallCluster: clusters.small,
      bigCluster: clusters.big,
      keyCluster: clusters.keys,
    },
  )
  process.stdout.write(`${machine}\n\n${formatTable(lines)}\n`)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({machine, size, lines}, undefined, 2)}\n`)
} finally {
  await clusters.stop()
}
