import {execFile} from 'node:child_process'
import {availableParallelism, cpus, loadavg, release, totalmem} from 'node:os'
import {promisify} from 'node:util'

const run = promisify(execFile)

/** On what the figures were measured, in one line; the load says how far to trust them. */
export const describeMachine = async (consulBin: string): Promise<string> => {
  const {stdout} = await run(consulBin, ['version'])
  const [consul = ''] = stdout.split('\n')
  return [
    cpus()[0]?.model ?? 'unknown processor',
    `${availableParallelism()} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `Linux ${release()}`,
    `Node ${process.version}`,
    consul,
    `load at the start ${loadavg()[0]?.toFixed(2)}`,
  ].join(', ')
}
