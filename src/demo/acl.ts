import type {AgentProcess} from './agent-process.ts'
import {requestJson} from './consul-http.ts'
import {DemoError} from './demo-error.ts'
import {poll} from './poll.ts'

const deadlineMs = 30_000

// What an agent needs to register itself, sync its services, and write the answers of remote execs.
const agentRules = `
node_prefix "" { policy = "write" }
agent_prefix "" { policy = "write" }
service_prefix "" { policy = "read" }
session_prefix "" { policy = "write" }
key_prefix "_rexec/" { policy = "write" }`

/** Bootstraps the ACLs of one datacenter, hands its agents a token, and returns the management token. */
export async function bootstrapAcl(agents: readonly AgentProcess[]): Promise<string> {
  const first = agents.find(agent => agent.plan.server)
  if (first === undefined) throw new DemoError('A datacenter with ACLs needs a server agent.')
  const put = (path: string, body: unknown, token?: string) => insist(first, path, body, token)
  const management = secretOf(await put('/v1/acl/bootstrap', {}))
  await put('/v1/acl/policy', {Name: 'demo-agents', Rules: agentRules}, management)
  const token = {Description: 'Agents of the demo cluster', Policies: [{Name: 'demo-agents'}]}
  const agentToken = secretOf(await put('/v1/acl/token', token, management))
  await Promise.all(
    agents.map(agent => insist(agent, '/v1/agent/token/agent', {Token: agentToken}, management)),
  )
  return management
}

// A fresh cluster answers 500 until its ACL system has found the leader.
async function insist(agent: AgentProcess, path: string, body: unknown, token?: string): Promise<unknown> {
  let reply: unknown
  let failure: unknown
  const attempt = async () => {
    try {
      reply = await requestJson(agent.httpAddress, path, {method: 'PUT', body, token})
      return true
    } catch (error) {
      failure = error
      return false
    }
  }
  if (await poll(attempt, deadlineMs)) return reply
  throw new DemoError(`The ACLs could not be set up: ${String(failure)}`, await agent.logTail())
}

function secretOf(reply: unknown): string {
  if (
    typeof reply === 'object' &&
    reply !== null &&
    'SecretID' in reply &&
    typeof reply.SecretID === 'string'
  ) {
    return reply.SecretID
  }
  throw new DemoError('The ACLs could not be set up: Consul answered without a token.')
}
