import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {temporaryFolder} from '../agent/events.ts'
import {uniqueName} from './cluster.ts'
import {type LictorAgent, startLictorAgent} from './lictor-agent.ts'

export type HostOptions = {
  /** Path of the built program. */
  readonly program: string
  /** Of the host's agent of Consul. */
  readonly address: string
  /** What sh runs for each event. */
  readonly script: string
  /** Of the event. */
  readonly name?: string
  readonly flags?: readonly string[]
}

export type AgentHost = {
  readonly name: string
  /** Starts its agent, or starts it again. */
  readonly start: (env?: Readonly<Record<string, string>>) => LictorAgent
  /** What comes after `lictor`. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly file: (name: string) => string
  /** What {@link NOTE} has written. */
  readonly runs: () => readonly string[]
  readonly openGate: () => void
}

/** Notes that it has been run. */
export const NOTE = 'echo "$LICTOR_EVENT_ID" >> "$RUNS"'
/** Notes each run, and then waits at a gate. */
export const AT_A_GATE = `${NOTE}; echo begun; until [ -e "$GATE" ]; do sleep 0.05; done; echo ended`

/** A host with files of its own, whose events a script runs. */
export const openAgentHost = (options: HostOptions): AgentHost => {
  const {program, address, script, name = uniqueName('deploy'), flags = []} = options
  const folder = temporaryFolder()
  const file = (which: string): string => join(folder, which)
  const handler = file('handler')
  writeFileSync(handler, `#!/bin/sh\n${script}\n`)
  chmodSync(handler, 0o755)
  const args = [
    name,
    `-http-addr=${address}`,
    '--state-dir',
    file('state'),
    ...flags,
    '--',
    handler,
    'a b',
    '$HOME',
  ]
  const env = {RUNS: file('runs'), GATE: file('gate')}
  return {
    name,
    args: ['agent', ...args],
    env,
    start: more => startLictorAgent({program, args, env: {...env, ...more}}),
    file,
    runs: () => (existsSync(file('runs')) ? readFileSync(file('runs'), 'utf8').trimEnd().split('\n') : []),
    openGate: () => writeFileSync(file('gate'), ''),
  }
}

export const listening = async (agent: LictorAgent): Promise<LictorAgent> => {
  await agent.logs('listens for')
  return agent
}
