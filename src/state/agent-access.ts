import {type Connection, type ConsulClient, createConsulClient} from '../api/client.ts'
import {isConsulError} from '../api/errors.ts'
import {readLeader} from '../api/status.ts'

/** The client that everything else is made with. Connects on first use. @throws ConsulError for a malformed address. */
export const openClient = (connection: Connection): ConsulClient => createConsulClient(connection)

/** Kinds of failure that mean that no agent is there; any other is an agent's own refusal. */
const SILENCE: readonly string[] = ['unreachable', 'timeout', 'protocol', 'notFound']

/** Whether a Consul agent answers at all, healthy or not, within two seconds. */
export const agentAnswers = async (client: ConsulClient): Promise<boolean> => {
  try {
    await readLeader(client, {signal: AbortSignal.timeout(2_000)})
    return true
  } catch (error) {
    return isConsulError(error) && !SILENCE.includes(error.kind)
  }
}
