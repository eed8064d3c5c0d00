import {once} from 'node:events'
import type {Readable, Writable} from 'node:stream'
import {startDemoCluster} from './cluster.ts'
import type {DemoCluster} from './cluster-types.ts'
import {DemoError} from './demo-error.ts'
import {type DemoReady, formatServeLine, type ServeLine} from './serve-protocol.ts'
import type {DemoTopology} from './topology.ts'

export type ServeOptions = {
  readonly consulBin: string
  /** Goes on when the input ends; only the signal (or the end of this process) stops the cluster then. */
  readonly keep: boolean
  /** Held open by the program that wants the demo. */
  readonly input: Readable
  /** Gets one line of JSON per step: see ServeLine. */
  readonly output: Writable
  readonly signal: AbortSignal
  readonly topology?: DemoTopology | undefined
}

/** Owns a seeded cluster until the signal or the end of the input. Rejects, after saying why, when it cannot start. */
export async function serveDemo(options: ServeOptions): Promise<void> {
  const {consulBin, output, topology} = options
  const ending = endOf(options)
  const tell = (line: ServeLine) => void output.write(formatServeLine(line))
  // A kept demo outlives its reader.
  output.on('error', () => undefined)
  const onProgress = (step: string) => tell({kind: 'progress', step})
  try {
    const cluster = await startDemoCluster({consulBin, topology, seed: true, signal: ending, onProgress})
    tell({kind: 'ready', ...readyOf(cluster)})
    if (!ending.aborted) await once(ending, 'abort')
    await cluster.stop()
  } catch (error) {
    if (ending.aborted) return
    const logTail = error instanceof DemoError ? error.logTail : ''
    tell({kind: 'failed', sentence: error instanceof Error ? error.message : String(error), logTail})
    throw error
  }
}

function endOf({input, keep, signal}: ServeOptions): AbortSignal {
  if (keep) return signal
  const ended = new AbortController()
  for (const event of ['end', 'close', 'error']) input.once(event, () => ended.abort())
  input.resume()
  return AbortSignal.any([signal, ended.signal])
}

function readyOf(cluster: DemoCluster): DemoReady {
  const {httpAddress, dnsAddress} = cluster.entry
  const pids = Object.fromEntries(cluster.agents.map(agent => [agent.name, agent.pid]))
  return {httpAddress, dnsAddress, directory: cluster.directory, pids, owner: process.pid}
}
