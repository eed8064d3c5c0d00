import type {ConsulClient} from '../../api/client.ts'
import {isConsulError} from '../../api/errors.ts'
import {type EventFire, listEvents, type UserEvent} from '../../api/event.ts'
import {listKeys} from '../../api/kv.ts'
import {readKeys} from '../../api/kv-by-transaction.ts'
import {decodeAcknowledgement} from '../protocol/acknowledgement.ts'
import {jobFolder, parseJobKey} from '../protocol/keys.ts'

/** Where an event is fired. */
export type FirePlace = {
  readonly datacenter?: string | undefined
  /** The asked agent hears nothing of another datacenter. */
  readonly isForeign: boolean
  /** Who may answer; anybody where nobody is named. */
  readonly nodes: readonly string[]
}

type Where = FirePlace & {readonly signal?: AbortSignal | undefined}

/** What was there before an event was fired, so that it can be told from those before it. */
export type Traces = {
  readonly events: ReadonlySet<string>
  readonly folders: ReadonlySet<string>
}

/** Undefined where they cannot be read: then nothing can be found out later. */
export const readTraces = async (
  client: ConsulClient,
  event: EventFire,
  where: Where,
): Promise<Traces | undefined> => {
  try {
    const [events, folders] = await Promise.all([heardOf(client, event, where), foldersOf(client, where)])
    return {events: new Set(events.map(({id}) => id)), folders: new Set(folders)}
  } catch (error) {
    if (isConsulError(error)) return undefined
    throw error
  }
}

/** The ID of an event that was fired since: as the asked agent has heard it, or as hosts have answered it. */
export const findSince = async (
  client: ConsulClient,
  event: EventFire,
  before: Traces,
  where: Where,
): Promise<string | undefined> => {
  const heard = await heardOf(client, event, where)
  const own = heard.find(({id}) => !before.events.has(id))
  if (own !== undefined) return own.id
  const fresh = (await foldersOf(client, where)).filter(folder => !before.folders.has(folder))
  for (const folder of fresh) {
    const id = folder.slice(ROOT.length, -1)
    if (await isAnswered(client, id, event, where)) return id
  }
  return undefined
}

const ROOT = '_deploy/'

/** Those that are the same to the last filter. The agent has only those that it takes itself. */
const heardOf = async (
  client: ConsulClient,
  event: EventFire,
  {isForeign, signal}: Where,
): Promise<readonly UserEvent[]> => {
  if (isForeign) return []
  const {data} = await listEvents(client, {name: event.name}, {signal})
  return data.filter(
    heard =>
      Buffer.compare(heard.payload, event.payload) === 0 &&
      heard.nodeFilter === (event.node ?? '') &&
      heard.serviceFilter === (event.service ?? '') &&
      heard.tagFilter === (event.tag ?? ''),
  )
}

const foldersOf = async (client: ConsulClient, {datacenter, signal}: Where): Promise<readonly string[]> => {
  const {data} = await listKeys(client, ROOT, {separator: '/'}, {datacenter, signal, consistency: 'stale'})
  return data.filter(key => key.endsWith('/'))
}

const isAnswered = async (
  client: ConsulClient,
  id: string,
  event: EventFire,
  {datacenter, signal, nodes}: Where,
): Promise<boolean> => {
  const where = {datacenter, signal, consistency: 'stale'} as const
  const folder = jobFolder('_deploy', id)
  const {data: keys} = await listKeys(client, folder, {}, where)
  const acks = keys.filter(key => {
    const parsed = parseJobKey(folder, key)
    return parsed?.kind === 'ack' && (nodes.length === 0 || nodes.includes(parsed.node))
  })
  const entries = await readKeys(client, acks.slice(0, 1), where)
  const said = entries.map(({value}) => decodeAcknowledgement(value))
  return said.some(ack => ack?.event === event.name && ack.payload === Buffer.from(event.payload).toString())
}
