import type {AgentProcess} from './agent-process.ts'
import {request, requestJson} from './consul-http.ts'
import {DemoError} from './demo-error.ts'
import {poll} from './poll.ts'

export type Access = {readonly token?: string | undefined}

const deadlineMs = 45_000
const aliveStatus = 1

/** Resolves when every server of the datacenters knows a leader. */
export async function waitForLeaders(agents: readonly AgentProcess[]): Promise<void> {
  const servers = agents.filter(agent => agent.plan.server)
  await Promise.all(servers.map(agent => waitFor(agent, 'a leader', () => hasLeader(agent))))
}

/** Resolves when every agent sees every other one alive and in the catalog, across the WAN too. */
export async function waitForMembers(agents: readonly AgentProcess[], access: Access): Promise<void> {
  const servers = agents.filter(agent => agent.plan.server)
  const datacenters = [...new Set(agents.map(agent => agent.plan.datacenter))]
  await Promise.all([
    ...agents.map(agent => {
      const count = agents.filter(other => other.plan.datacenter === agent.plan.datacenter).length
      return waitFor(agent, `${count} members`, () => seesMembers(agent, '', count, access))
    }),
    ...servers.map(agent =>
      waitFor(agent, `${servers.length} servers on the WAN`, () =>
        seesMembers(agent, '?wan=1', servers.length, access),
      ),
    ),
    ...agents.flatMap(agent =>
      datacenters.map(datacenter => {
        const names = agents
          .filter(other => other.plan.datacenter === datacenter)
          .map(other => other.plan.name)
        return waitFor(agent, `the catalog of ${datacenter}`, () =>
          seesCatalog(agent, datacenter, names, access),
        )
      }),
    ),
  ])
}

async function waitFor(agent: AgentProcess, what: string, condition: () => Promise<boolean>): Promise<void> {
  const seen = await poll(async () => !agent.running() || (await condition()), deadlineMs)
  if (seen && agent.running()) return
  const sentence = agent.running()
    ? `The Consul agent ${agent.plan.name} did not see ${what} in ${deadlineMs / 1000} s.`
    : `The Consul agent ${agent.plan.name} ended while waiting for ${what}.`
  throw new DemoError(sentence, await agent.logTail())
}

async function hasLeader(agent: AgentProcess): Promise<boolean> {
  const leader = await requestJson(agent.httpAddress, '/v1/status/leader')
  return typeof leader === 'string' && leader !== ''
}

async function seesMembers(
  agent: AgentProcess,
  query: string,
  count: number,
  access: Access,
): Promise<boolean> {
  const members = await requestJson(agent.httpAddress, `/v1/agent/members${query}`, access)
  return Array.isArray(members) && members.filter(isAlive).length === count
}

// An index of 1 means that the catalog was read before the leader wrote anything.
async function seesCatalog(
  agent: AgentProcess,
  datacenter: string,
  names: readonly string[],
  access: Access,
) {
  const answer = await request(agent.httpAddress, `/v1/health/state/passing?dc=${datacenter}`, access)
  if (answer.status !== 200 || Number(answer.headers['x-consul-index']) < 2) return false
  const checks: unknown = JSON.parse(answer.body)
  return Array.isArray(checks) && names.every(name => checks.some(check => isSerfHealth(check, name)))
}

function isAlive(member: unknown): boolean {
  return isRecord(member) && member.Status === aliveStatus
}

function isSerfHealth(check: unknown, node: string): boolean {
  return isRecord(check) && check.Node === node && check.CheckID === 'serfHealth'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
