import type {AgentSelf} from '../api/agent-self.ts'

/** The bytes a value may have on the asked agent: 512 KiB unless it is told otherwise (`kv_max_value_size`). */
export const valueLimit = (agent: AgentSelf | undefined): number => agent?.kvMaxValueSize ?? 512 * 1024
