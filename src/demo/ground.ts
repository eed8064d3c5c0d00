import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Endpoint} from './addresses.ts'
import {type AgentPlan, agentConfig} from './agent-config.ts'
import {type AgentProcess, createAgentProcess} from './agent-process.ts'
import type {DemoOptions} from './cluster-types.ts'
import type {ConsulBinary} from './consul-binary.ts'
import {leashDirectory} from './leash.ts'
import {defaultTopology, listRoles} from './topology.ts'

/** The agents of a cluster, not started yet, and the directory that they write to. */
export type Ground = {
  readonly directory: string
  readonly agents: readonly AgentProcess[]
  /** Kills what runs and removes the directory. */
  stop(): Promise<void>
}

export type PickEndpoints = (count: number) => Promise<readonly Endpoint[]>

/** Chooses addresses and ports, and writes the configuration of every agent into a new temporary directory. */
export async function prepareGround(
  options: DemoOptions,
  binary: ConsulBinary,
  pick: PickEndpoints,
): Promise<Ground> {
  const roles = listRoles(options.topology ?? defaultTopology)
  const endpoints = await pick(roles.length)
  const directory = await mkdtemp(join(tmpdir(), 'lictor-demo-'))
  const leash = leashDirectory(directory)
  const plans = roles.flatMap((role, index): AgentPlan[] => {
    const endpoint = endpoints[index]
    return endpoint === undefined ? [] : [{...role, endpoint, directory: join(directory, role.name)}]
  })
  await Promise.all(plans.map(plan => writeConfig(plan, plans, options, binary)))
  const agents = plans.map(plan => createAgentProcess(plan, binary.path))
  const stop = async () => {
    await Promise.all(agents.map(agent => agent.kill('SIGKILL')))
    await rm(directory, {recursive: true, force: true, maxRetries: 10})
    leash.release()
  }
  return {directory, agents, stop}
}

async function writeConfig(
  plan: AgentPlan,
  plans: readonly AgentPlan[],
  options: DemoOptions,
  binary: ConsulBinary,
) {
  const {acl = false, agentConfig: extra = {}} = options
  const config = agentConfig({plan, plans, minor: binary.minor, acl, extra})
  await mkdir(plan.directory)
  await writeFile(join(plan.directory, 'agent.json'), JSON.stringify(config, null, 2))
}
