import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {isConsulError} from '../../api/errors.ts'
import {listEntries} from '../../api/kv.ts'
import {readKeys} from '../../api/kv-by-transaction.ts'
import type {KvEntry} from '../../api/kv-entry.ts'
import {watch} from '../../api/watch.ts'
import type {Board} from '../board/board.ts'
import {formatJobKey, jobFolder} from '../protocol/keys.ts'
import {type DashboardEntry, dashboardFolder, decodeDashboardEntry} from './entry.ts'
import type {DashboardStatus} from './flags.ts'

export type DashboardOptions = {
  readonly category: string
  readonly datacenter?: string | undefined
  /** When a host was told, where that was before we looked: what it has written since counts, by its own clock. */
  readonly sinceMs?: ((node: string) => number | undefined) | undefined
  /** The board that counts for a host. */
  readonly boardOf: (node: string) => Board | undefined
  readonly signal: AbortSignal
}

type DashboardDeps = {readonly client: ConsulClient; readonly clock: Clock}

const WAIT_MS = 30_000

/**
 * Tells the boards what hooks write for consul-kv-dashboard, until the signal. Resolves once it is known what was there
 * before: from then on each write counts, whatever the clock of its host says.
 */
export const followDashboard = ({client, clock}: DashboardDeps, options: DashboardOptions): Promise<void> => {
  const {category, datacenter, signal} = options
  const folder = dashboardFolder(category)
  const baseline = Promise.withResolvers<void>()
  const known = new Map<string, string>()
  const run = async (): Promise<void> => {
    let isFirst = true
    const events = watch<readonly KvEntry[]>(read => listEntries(client, folder, {...read, datacenter}), {
      signal,
      clock,
      waitMs: () => WAIT_MS,
    })
    for await (const event of events) {
      // Nobody is told of a failure: few manifests have hooks, and few tokens the right to read what they write.
      if (event.type === 'data') {
        const fresh = event.reply.data.filter(({key, modifyIndex}) => known.get(key) !== modifyIndex)
        for (const {key, modifyIndex} of fresh) known.set(key, modifyIndex)
        const entries = fresh.flatMap(entry => decodeDashboardEntry(folder, entry) ?? [])
        await tell(client, isFirst ? entries.filter(isLate(options)) : entries, options)
        isFirst = false
      }
      baseline.resolve()
    }
    baseline.resolve()
  }
  void run()
  return baseline.promise
}

const isLate =
  ({sinceMs}: DashboardOptions) =>
  ({node, atMs}: DashboardEntry): boolean => {
    const since = sinceMs?.(node)
    return since !== undefined && atMs >= Math.floor(since / 1000) * 1000
  }

const EXIT_CODES: Readonly<Record<DashboardStatus, number | undefined>> = {
  info: undefined,
  success: 0,
  warning: 0,
  danger: 1,
}

const tell = async (
  client: ConsulClient,
  entries: readonly DashboardEntry[],
  options: DashboardOptions,
): Promise<void> => {
  for (const {node, status, text} of entries) {
    const board = options.boardOf(node)
    if (board === undefined || (await answersItself(client, board, node, options))) continue
    board.hear({node, text, exitCode: EXIT_CODES[status]})
  }
}

/** A `lictor agent` may write for the dashboard too; what it tells Lictor says more, and may come a moment later. */
const answersItself = async (
  client: ConsulClient,
  board: Board,
  node: string,
  {datacenter, signal}: DashboardOptions,
): Promise<boolean> => {
  const {root, id} = board.place
  const key = jobFolder(root, id) + formatJobKey({kind: 'ack', node})
  try {
    return (await readKeys(client, [key], {datacenter, signal})).length > 0
  } catch (error) {
    if (isConsulError(error) || signal.aborted) return false
    throw error
  }
}
