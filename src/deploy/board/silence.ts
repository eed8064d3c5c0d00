import {type AgentSelf, readAgentSelf} from '../../api/agent-self.ts'
import type {ConsulClient} from '../../api/client.ts'
import {isConsulError} from '../../api/errors.ts'
import type {JobRoot} from '../protocol/keys.ts'
import type {Host} from './host.ts'

/** What may tell why a host is silent. */
export type SilenceFacts = {
  readonly host: Pick<Host, 'node' | 'state'>
  readonly root: JobRoot
  /** Whether the event has a service filter. */
  readonly byService: boolean
  /** Whether another agent has remote exec disabled cannot be seen. */
  readonly asked?: AskedAgent | undefined
}

export type AskedAgent = Pick<AgentSelf, 'nodeName' | 'remoteExecDisabled'>

/** The agent that the client asks, unless the token may not know it. */
export const readAskedAgent = async (client: ConsulClient): Promise<AskedAgent | undefined> => {
  try {
    return (await readAgentSelf(client)).data
  } catch (error) {
    if (isConsulError(error)) return undefined
    throw error
  }
}

/** Why it is silent, the likeliest cause first; the only one if it is certain. Sentences for the operator. */
export const explainSilence = ({host, root, byService, asked}: SilenceFacts): readonly string[] => {
  if (host.state === 'dead')
    return ['Gossip had lost its agent when the event was fired: it never gets it, not even when it is back.']
  if (root === '_rexec' && asked?.nodeName === host.node && asked.remoteExecDisabled === true)
    return ['Its agent has remote exec disabled: set disable_remote_exec to false and restart it.']
  const changed = byService
    ? ['Its service was gone from the agent when the event came: the catalog may lag behind.']
    : []
  return [...ownCauses[root], ...changed, 'Gossip is best effort: the event may not have reached its agent.']
}

const ownCauses: Readonly<Record<JobRoot, readonly string[]>> = {
  _rexec: [
    "Its agent has remote exec disabled, as is Consul's default: look for disable_remote_exec.",
    'Its agent token lacks key_prefix "_rexec/" write.',
  ],
  _deploy: [
    'No `lictor agent` runs there for this event.',
    'The token of its `lictor agent` lacks key_prefix "_deploy/" write.',
  ],
}
