import {bootstrapAcl} from './acl.ts'
import {pickEndpoints} from './addresses.ts'
import type {AgentProcess} from './agent-process.ts'
import type {DemoAgent, DemoCluster, DemoOptions} from './cluster-types.ts'
import {inspectConsul} from './consul-binary.ts'
import {DemoError} from './demo-error.ts'
import {type Ground, type PickEndpoints, prepareGround} from './ground.ts'
import {waitForLeaders, waitForMembers} from './readiness.ts'
import {seedCluster} from './seed/seed-cluster.ts'

const attempts = 4

/**
 * Starts real Consul agents on loopback, each on ports of its own, and resolves when they all know each other.
 * Everything ends with `stop`, or with the calling process, however that ends. Throws a DemoError.
 */
export async function startDemoCluster(
  options: DemoOptions,
  pick: PickEndpoints = pickEndpoints,
): Promise<DemoCluster> {
  if (options.acl && Object.keys(options.topology ?? {}).length !== 1) {
    throw new DemoError('A demo cluster with ACLs has a single datacenter.')
  }
  const binary = await inspectConsul(options.consulBin)
  for (let attempt = 1; ; attempt += 1) {
    const ground = await prepareGround(options, binary, pick)
    try {
      return await bringUp(ground, options)
    } catch (error) {
      await ground.stop()
      // Another program may take a port between the choice and the start of the agent.
      if (attempt === attempts || !isPortClash(error)) throw error
    }
  }
}

function isPortClash(error: unknown): boolean {
  return error instanceof DemoError && error.logTail.includes('address already in use')
}

async function bringUp(ground: Ground, options: DemoOptions): Promise<DemoCluster> {
  const {signal, onProgress} = options
  signal?.throwIfAborted()
  const stop = () => void ground.stop()
  signal?.addEventListener('abort', stop, {once: true})
  try {
    onProgress?.(`Starting ${ground.agents.length} Consul agents`)
    await Promise.all(ground.agents.map(agent => agent.start()))
    onProgress?.('Waiting for a leader')
    await waitForLeaders(ground.agents)
    const managementToken = options.acl ? await bootstrapAcl(ground.agents) : undefined
    onProgress?.('Waiting for the members to find each other')
    await waitForMembers(ground.agents, {token: managementToken})
    return await seeded(assemble(ground, managementToken), options)
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

async function seeded(cluster: DemoCluster, {seed, onProgress}: DemoOptions): Promise<DemoCluster> {
  if (seed === undefined || seed === false) return cluster
  onProgress?.('Registering services and writing keys')
  const stopSeed = await seedCluster(cluster, seed === true ? {} : seed)
  const stop = async () => {
    await stopSeed()
    await cluster.stop()
  }
  return {...cluster, stop}
}

function assemble(ground: Ground, managementToken: string | undefined): DemoCluster {
  const processes = new Map(ground.agents.map(agent => [agent.plan.name, agent]))
  const find = (name: string): AgentProcess => {
    const found = processes.get(name)
    if (found === undefined) throw new DemoError(`The demo cluster has no agent named ${name}.`)
    return found
  }
  const agents = ground.agents.map(describe)
  return {
    agents,
    entry: entryOf(agents),
    directory: ground.directory,
    managementToken,
    agent: name => describe(find(name)),
    kill: (name, signal = 'SIGKILL') => find(name).kill(signal),
    async restart(name) {
      await find(name).kill('SIGKILL')
      await find(name).start()
    },
    stop: ground.stop,
  }
}

function entryOf(agents: readonly DemoAgent[]): DemoAgent {
  const local = agents.filter(agent => agent.datacenter === agents[0]?.datacenter)
  const entry = local.find(agent => !agent.server) ?? local[0]
  if (entry === undefined) throw new DemoError('A demo cluster needs at least one agent.')
  return entry
}

function describe(agent: AgentProcess): DemoAgent {
  const {name, datacenter, server, endpoint} = agent.plan
  return {
    name,
    datacenter,
    server,
    httpAddress: agent.httpAddress,
    dnsAddress: `${endpoint.address}:${endpoint.ports.dns}`,
    get pid() {
      return agent.pid()
    },
  }
}
