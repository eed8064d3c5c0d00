import type {ConsulClient, WriteOptions} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {ConsulError, isConsulError} from '../../api/errors.ts'
import {listServiceInstances} from '../../api/health.ts'
import {createSession, renewSession} from '../../api/session.ts'

/** Where an exec takes place; a foreign datacenter has no asked agent that a session could belong to. */
export type ExecPlace = {readonly datacenter: string | undefined; readonly isForeign: boolean}

/** If Lictor dies, the session and with it the keys are gone after once or twice this time. */
const TTL_MS = 15_000

/** While renewing fails, it is tried more often: the session may end meanwhile. */
const RETRY_MS = 1_000

/** Opens the session that holds the keys of an exec, and resolves to its ID. */
export const openExecSession = async (
  client: ConsulClient,
  {datacenter, isForeign}: ExecPlace,
  signal: AbortSignal,
): Promise<string> => {
  const where = {datacenter, signal}
  const node = isForeign ? await findServer(client, where) : undefined
  const wanted = {name: 'Remote Exec by Lictor', behavior: 'delete', ttlMs: TTL_MS, node} as const
  return createSession(client, wanted, where)
}

/** A server of that datacenter, whose node the session is bound to. */
const findServer = async (client: ConsulClient, where: WriteOptions): Promise<string> => {
  const {data} = await listServiceInstances(client, 'consul', {...where, consistency: 'stale'})
  const healthy = data.find(({checks}) => checks.every(({status}) => status === 'passing'))
  if (healthy !== undefined) return healthy.node.name
  throw new ConsulError({
    kind: 'notFound',
    shortMessage: `No server of ${where.datacenter} is healthy`,
    nextStep: 'A remote exec there needs one: look at its members.',
  })
}

type Renewal = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly id: string
  readonly datacenter: string | undefined
  readonly signal: AbortSignal
  /** Why the last try failed, undefined after one that did not. */
  readonly onTrouble: (trouble: ConsulError | undefined) => void
  readonly onLost: () => void
}

/** Keeps the session alive until the signal, or until it has ended all the same. */
export const renewUntil = async (renewal: Renewal): Promise<void> => {
  const {clock, signal, onTrouble, onLost} = renewal
  let trouble: ConsulError | undefined
  for (;;) {
    await clock.sleep(trouble === undefined ? TTL_MS / 3 : RETRY_MS, signal)
    if (signal.aborted) return
    trouble = await renew(renewal)
    if (signal.aborted) return
    if (trouble?.kind === 'notFound') return onLost()
    onTrouble(trouble)
  }
}

const renew = async ({client, id, datacenter, signal}: Renewal): Promise<ConsulError | undefined> => {
  try {
    await renewSession(client, id, {datacenter, signal})
    return undefined
  } catch (error) {
    if (signal.aborted) return undefined
    if (isConsulError(error)) return error
    throw error
  }
}
